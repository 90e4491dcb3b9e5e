package io.reprise.domain.model.port;

import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookCommand;
import io.reprise.domain.model.webhook.WebhookEvent;
import io.reprise.domain.model.webhook.WebhookId;
import java.util.SortedMap;

/** Webhooks, kept in the event log. */
public interface Webhooks {

    /** {@link Webhook#NONE} where there is none. */
    Webhook load(WebhookId webhook);

    /** All there ever were, in the order of their names. */
    SortedMap<WebhookId, Webhook> all();

    /** Decides, and returns once what was accepted is durable. */
    Outcome<WebhookEvent> handle(WebhookCommand command);
}
