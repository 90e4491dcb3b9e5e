package io.reprise.http.webhook;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookCommand;
import io.reprise.domain.model.webhook.WebhookCommand.ReplayWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.UnsubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookEvent;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.domain.model.webhook.WebhookRefusal;
import io.reprise.http.CommandDesk;
import io.reprise.projections.webhook.WebhookPositions;
import io.reprise.projections.webhook.WebhookPositions.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/** What operators do about webhooks. */
@Component
public final class WebhookDesk {

    private final Webhooks webhooks;
    private final WebhookPositions positions;
    private final WebhookSecrets secrets;
    private final TargetGuard guard;
    private final EventLog log;
    private final CampaignClock clock;

    WebhookDesk(
            Webhooks webhooks,
            WebhookPositions positions,
            WebhookSecrets secrets,
            TargetGuard guard,
            EventLog log,
            CampaignClock clock) {
        this.webhooks = webhooks;
        this.positions = positions;
        this.secrets = secrets;
        this.guard = guard;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A webhook as it stands.
     *
     * @param next position of the first event it was not told of, nor passed over
     * @param lag events from there to the end of the log
     * @param suspended why nothing is sent, or empty
     * @param fault what came of the last attempt that failed, or empty
     */
    public record Line(
            WebhookId webhook,
            Webhook.Stage stage,
            String url,
            SortedSet<String> types,
            long next,
            long lag,
            int failures,
            Optional<Instant> failingSince,
            String suspended,
            String fault) {}

    /** Those that were not unsubscribed. */
    public List<Line> all() {
        return webhooks.all().entrySet().stream()
                .filter(entry -> entry.getValue().stage() != Webhook.Stage.ENDED)
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** @throws CommandDesk.Refused if there is none */
    public Line find(WebhookId id) {
        Webhook webhook = webhooks.load(id);
        if (webhook.stage() == Webhook.Stage.NONE) {
            throw new CommandDesk.Refused(new WebhookRefusal.UnknownWebhook(id));
        }
        return line(id, webhook);
    }

    private Line line(WebhookId id, Webhook webhook) {
        Progress progress = positions
                .find(id)
                .filter(known -> known.run() == webhook.run())
                .orElse(Progress.startOf(webhook.run(), webhook.from()));
        return new Line(
                id,
                webhook.stage(),
                webhook.url(),
                webhook.types(),
                progress.next(),
                Math.max(0, log.head() - progress.next()),
                progress.failures(),
                progress.failingSince(),
                webhook.suspended(),
                progress.fault());
    }

    /** The secret that its messages are signed with. */
    public String secret(WebhookId id) {
        return secrets.text(id, webhooks.load(id).key());
    }

    /** @param from position of the first event it is told of; without one, those from now on */
    public void subscribe(WebhookId id, String url, SortedSet<String> types, OptionalLong from, Actor actor) {
        SubscribeWebhook command =
                new SubscribeWebhook(id, url, types, requireThere(from.orElse(log.head())), actor, clock.instant());
        guard.require(url);
        carryOut(command);
    }

    public void replay(WebhookId id, long from, Actor actor) {
        carryOut(new ReplayWebhook(id, requireThere(from), actor, clock.instant()));
    }

    public void unsubscribe(WebhookId id, String reason, Actor actor) {
        carryOut(new UnsubscribeWebhook(id, reason, actor, clock.instant()));
    }

    private long requireThere(long from) {
        InvalidValue.unless(from <= log.head(), "from", () -> "must be at most " + log.head() + ", the end of the log");
        return from;
    }

    private void carryOut(WebhookCommand command) {
        if (webhooks.handle(command) instanceof Outcome.Refused<WebhookEvent> refused) {
            throw new CommandDesk.Refused(refused.reason());
        }
    }
}
