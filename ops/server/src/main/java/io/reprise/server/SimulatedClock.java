package io.reprise.server;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.rehearsal.ClockAdvanced;
import io.reprise.ml.shadow.ShadowBench;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.ProcessTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Time as a market moves it. Every timer fires at its own instant, in order, and moving returns when nothing is left to
 * do: the same moves then always give the same history. How far it got is in the log.
 */
final class SimulatedClock implements CampaignClock {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What has to come to rest when time has moved; looked up late, because all of it needs a clock. */
    record Machinery(
            EventStore events,
            ViewFeed views,
            ProcessTimers timers,
            ProcessReconciler processes,
            ShadowBench shadows) {}

    private final EventLog log;
    private final Supplier<Machinery> machinery;
    private final boolean isShared;
    private volatile Instant now;

    /** @param isShared whether another server may move the same time, so that the log has to be asked for it */
    SimulatedClock(EventLog log, Instant from, boolean isShared, Supplier<Machinery> machinery) {
        this.log = log;
        this.isShared = isShared;
        this.machinery = machinery;
        this.now = last().map(ClockAdvanced::to).filter(from::isBefore).orElse(from);
    }

    private java.util.Optional<ClockAdvanced> last() {
        var sequence = log.lastSequence(Streams.CLOCK);
        return sequence.isEmpty()
                ? java.util.Optional.empty()
                : log.readStream(Streams.CLOCK, sequence.getAsLong(), 1).stream()
                        .map(stored -> (ClockAdvanced) EventJson.read(stored))
                        .findFirst();
    }

    @Override
    public Instant instant() {
        if (isShared) {
            last().map(ClockAdvanced::to).filter(to -> to.isAfter(now)).ifPresent(to -> now = to);
        }
        return now;
    }

    @Override
    public boolean isSimulated() {
        return true;
    }

    @Override
    public synchronized void advanceTo(Instant to) {
        settle();
        if (!to.isAfter(instant())) {
            return;
        }
        while (now.isBefore(to)) {
            Instant timer = machinery.get().timers().nextAfter(now).orElse(to);
            moveTo(timer.isBefore(to) ? timer : to);
            settle();
        }
    }

    /** First into the log, then the consequences: after a crash the same consequences follow at the same instant. */
    private void moveTo(Instant next) {
        long sequence = log.lastSequence(Streams.CLOCK).orElse(-1) + 1;
        machinery
                .get()
                .events()
                .publish(new GenericDomainEventMessage<>("Clock", Streams.CLOCK, sequence, new ClockAdvanced(next)));
        now = next;
    }

    /** Lets everything happen that is due by now. */
    synchronized void settle() {
        Machinery all = machinery.get();
        instant();
        long before;
        int ran;
        do {
            before = log.head();
            all.processes().reconcileAll();
            ran = all.timers().runDue(now);
            all.shadows().await(PATIENCE);
        } while (ran > 0 || log.head() != before);
        if (!all.views().await(log.head(), PATIENCE)) {
            throw new IllegalStateException("the views are behind: they have seen "
                    + all.views().reached() + " of " + log.head() + " events after " + PATIENCE.toSeconds() + " s");
        }
    }
}
