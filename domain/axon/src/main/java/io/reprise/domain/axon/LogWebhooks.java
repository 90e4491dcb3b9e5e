package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookCommand;
import io.reprise.domain.model.webhook.WebhookEvent;
import io.reprise.domain.model.webhook.WebhookId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Webhooks are few: all of them are one stream, folded whenever it has grown. */
public final class LogWebhooks implements Webhooks {

    private final EventLog log;
    private final SortedMap<WebhookId, Webhook> states = new TreeMap<>();
    private long next;

    public LogWebhooks(EventLog log) {
        this.log = log;
    }

    @Override
    public synchronized Webhook load(WebhookId webhook) {
        catchUp();
        return states.getOrDefault(webhook, Webhook.NONE);
    }

    @Override
    public synchronized SortedMap<WebhookId, Webhook> all() {
        catchUp();
        return new TreeMap<>(states);
    }

    /** {@inheritDoc} @throws EventLog.SequenceConflict if others were faster, again and again */
    @Override
    public Outcome<WebhookEvent> handle(WebhookCommand command) {
        AtomicReference<Outcome<WebhookEvent>> outcome = new AtomicReference<>();
        StreamAppend.append(log, Streams.WEBHOOKS, "Webhook", () -> {
            outcome.set(Webhook.decide(load(command.webhook()), command));
            return outcome.get() instanceof Outcome.Accepted<WebhookEvent> accepted
                    ? accepted.events().stream().findFirst().map(event -> new StreamAppend.Timed(event, event.at()))
                    : Optional.empty();
        });
        return outcome.get();
    }

    private void catchUp() {
        next = StreamFold.forEach(log, Streams.WEBHOOKS, next, stored -> {
            WebhookEvent event = (WebhookEvent) EventJson.read(stored);
            states.compute(
                    event.webhook(), (id, before) -> Webhook.evolve(before == null ? Webhook.NONE : before, event));
        });
    }
}
