package io.reprise.server.kafka;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.http.api.SignalLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * This server's consumers, a thread each. One that cannot go on, whatever the reason, is left for a new one, which asks the log where
 * to begin; the server itself starts and runs without the broker.
 */
class SignalIntake implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SignalIntake.class);

    private static final Duration PAUSE_FIRST = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final SignalPartitions partitions;
    private final Campaigns campaigns;
    private final SignalLines lines;
    private final CampaignClock clock;
    private final IntakeMeters meters;
    private final Set<SignalConsumer> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    SignalIntake(
            KafkaSettings settings,
            SignalPartitions partitions,
            Campaigns campaigns,
            SignalLines lines,
            CampaignClock clock,
            IntakeMeters meters) {
        this.settings = settings;
        this.partitions = partitions;
        this.campaigns = campaigns;
        this.lines = lines;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        for (int n = 0; n < settings.consumers(); n++) {
            threads.add(Thread.ofPlatform().name("signals-" + n).start(this::consume));
        }
        LOG.info("signals come from topic {} of {} too", settings.topic(), settings.bootstrapServers());
    }

    private void consume() {
        long pauseMillis = PAUSE_FIRST.toMillis();
        while (isRunning()) {
            try (Topics topics = new Topics(settings);
                    Quarantine quarantine = new Quarantine(settings)) {
                topics.make();
                Stretches stretches = new Stretches(partitions, campaigns, lines, clock, quarantine, meters);
                try (SignalConsumer consumer = new SignalConsumer(settings, topics, partitions, stretches, meters)) {
                    open.add(consumer);
                    try {
                        while (isRunning()) {
                            consumer.turn();
                            pauseMillis = PAUSE_FIRST.toMillis();
                        }
                    } finally {
                        open.remove(consumer);
                    }
                }
            } catch (WakeupException e) {
                LOG.debug("told to stop", e);
            } catch (RuntimeException e) {
                meters.failures.increment();
                LOG.error("signals from topic {} wait, and are tried again: {}", settings.topic(), e.getMessage(), e);
                pauseMillis = pause(pauseMillis);
            }
        }
    }

    /** Returns how long the next pause is. */
    private long pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                return millis;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.min(2 * millis, PAUSE_MAX.toMillis());
    }

    /** What is being recorded is recorded; then the group is left, so that others go on at once. */
    @Override
    public void stop() {
        stopping.countDown();
        open.forEach(SignalConsumer::wakeUp);
        long until = System.nanoTime() + STOP_MAX.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Begins last and, of what writes, ends first; only draining is before. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }
}
