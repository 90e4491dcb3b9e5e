package io.reprise.http.webhook;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookCommand.SuspendWebhook;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.http.cloudevent.CloudEvents;
import io.reprise.projections.webhook.WebhookPositions;
import io.reprise.projections.webhook.WebhookPositions.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells webhooks what happened, in the order of the log, each event until it is taken: a failure is tried again after one
 * second, two, four and so on up to five minutes; after three days of nothing else the webhook is suspended, and an operator
 * replays it from where it stood. So nothing is lost, and an event may come twice.
 */
final class WebhookDelivery {

    static final Duration SUSPENDED_AFTER = Duration.ofDays(3);
    static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    static final Duration IDLE = Duration.ofSeconds(5);

    private static final int PAGE = 200;
    private static final int GONE = 410;

    private final EventLog log;
    private final Webhooks webhooks;
    private final WebhookPositions positions;
    private final WebhookSecrets secrets;
    private final CloudEvents cloudEvents;
    private final WebhookPost post;

    WebhookDelivery(
            EventLog log,
            Webhooks webhooks,
            WebhookPositions positions,
            WebhookSecrets secrets,
            CloudEvents cloudEvents,
            WebhookPost post) {
        this.log = log;
        this.webhooks = webhooks;
        this.positions = positions;
        this.secrets = secrets;
        this.cloudEvents = cloudEvents;
        this.post = post;
    }

    /**
     * Sends the next event to one webhook, or passes over those it does not want.
     *
     * @return after which to take the next step; zero where there is more to do
     */
    Duration step(WebhookId id, Instant now) {
        Webhook webhook = webhooks.load(id);
        if (webhook.stage() != Webhook.Stage.ACTIVE) {
            return IDLE;
        }
        Progress progress = positions
                .find(id)
                .filter(known -> known.run() == webhook.run())
                .orElse(Progress.startOf(webhook.run(), webhook.from()));
        if (now.isBefore(progress.notBefore())) {
            return Duration.between(now, progress.notBefore());
        }
        List<StoredEvent> page = log.read(progress.next(), PAGE);
        Optional<StoredEvent> wanted = page.stream()
                .filter(stored -> webhook.wants(stored.event().name()))
                .findFirst();
        if (wanted.isEmpty()) {
            if (!page.isEmpty()) {
                positions.save(id, progress.at(page.getLast().position() + 1));
            }
            return page.size() == PAGE ? Duration.ZERO : IDLE;
        }
        return tell(id, webhook, progress, wanted.get(), now);
    }

    private Duration tell(WebhookId id, Webhook webhook, Progress progress, StoredEvent event, Instant now) {
        Told told = tell(id, webhook, event, now);
        if (told.isTaken()) {
            positions.save(id, progress.at(event.position() + 1));
            return Duration.ZERO;
        }
        Duration pause = pause(id, progress.failures());
        Progress failed = progress.failed(now, now.plus(pause), told.fault());
        positions.save(id, failed);
        Instant since = failed.failingSince().orElse(now);
        if (told.isGone() || Duration.between(since, now).compareTo(SUSPENDED_AFTER) >= 0) {
            webhooks.handle(new SuspendWebhook(
                    id, event.position(), told.fault() + ", failing since " + since, Actor.ENGINE, now));
            return IDLE;
        }
        return pause;
    }

    private record Told(int status, String fault) {
        boolean isTaken() {
            return status >= 200 && status < 300;
        }

        boolean isGone() {
            return status == GONE;
        }
    }

    private Told tell(WebhookId id, Webhook webhook, StoredEvent event, Instant now) {
        String message = Long.toString(event.position());
        byte[] body = cloudEvents.text(event).getBytes(StandardCharsets.UTF_8);
        long seconds = now.getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id", message,
                "webhook-timestamp", Long.toString(seconds),
                "webhook-signature", secrets.signature(id, webhook.key(), message, seconds, body));
        try {
            int status = post.send(webhook.url(), headers, body);
            return new Told(status, "answered " + status);
        } catch (TargetGuard.Forbidden e) {
            return new Told(0, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Told(0, "could not be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Each webhook a little different, so that those that failed together do not all come back together. */
    static Duration pause(WebhookId id, int failuresBefore) {
        long millis = Math.min(PAUSE_MAX.toMillis(), 1_000L << Math.min(failuresBefore, 20));
        int spread = Math.floorMod(31 * id.hashCode() + failuresBefore, 100);
        return Duration.ofMillis(millis - millis * spread / 400);
    }
}
