package io.reprise.http.webhook;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.http.cloudevent.CloudEvents;
import io.reprise.projections.webhook.WebhookPositions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** A thread for each webhook that is told something, so that a slow one keeps nobody else waiting. Time is the machine's. */
@Component
final class WebhookSender implements SmartLifecycle {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private final EventLog log;
    private final Webhooks webhooks;
    private final WebhookPositions positions;
    private final WebhookDelivery delivery;
    private final String server = UUID.randomUUID().toString();
    private final Map<WebhookId, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean isRunning;

    WebhookSender(
            EventLog log,
            Webhooks webhooks,
            WebhookPositions positions,
            WebhookSecrets secrets,
            CloudEvents cloudEvents,
            WebhookPost post) {
        this.log = log;
        this.webhooks = webhooks;
        this.positions = positions;
        this.delivery = new WebhookDelivery(log, webhooks, positions, secrets, cloudEvents, post);
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofVirtual().name("webhooks").start(this::look);
    }

    private void look() {
        while (isRunning) {
            try {
                webhooks.all().forEach((id, webhook) -> {
                    if (webhook.stage() == Webhook.Stage.ACTIVE) {
                        threads.computeIfAbsent(
                                id,
                                i -> Thread.ofVirtual().name("webhook-" + id).start(() -> tell(id)));
                    }
                });
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("webhooks could not be looked at, which is tried again: {}", e.getMessage(), e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(WebhookId id) {
        try {
            while (isRunning && webhooks.load(id).stage() == Webhook.Stage.ACTIVE) {
                long head = log.head();
                Instant now = Instant.now();
                Duration wait = positions.hold(id, server, now, now.plus(LEASE))
                        ? delivery.step(id, now)
                        : WebhookDelivery.IDLE;
                if (wait.equals(WebhookDelivery.IDLE)) {
                    log.await(head, wait);
                } else {
                    // However long it rests: what a person does to it meanwhile, a replay for instance, begins soon.
                    Thread.sleep(wait.compareTo(LOOK) < 0 ? wait : LOOK);
                }
                if (Thread.interrupted()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The server stops.
        } catch (RuntimeException e) {
            LOG.error("webhook '{}' could not be told, which is tried again: {}", id, e.getMessage(), e);
            pause();
        } finally {
            threads.remove(id);
        }
    }

    @Override
    public void stop() {
        isRunning = false;
        threads.values().forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }
}
