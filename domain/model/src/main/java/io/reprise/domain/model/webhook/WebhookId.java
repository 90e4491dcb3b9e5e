package io.reprise.domain.model.webhook;

import io.reprise.domain.model.vocabulary.InvalidValue;

/** Names a webhook: 1 to 60 lower case letters, digits and hyphens. */
public record WebhookId(String value) implements Comparable<WebhookId> {

    public WebhookId {
        InvalidValue.unless(
                value != null && value.matches("[a-z0-9][a-z0-9-]{0,59}"),
                "webhook",
                "must be 1 to 60 lower case letters, digits and hyphens, such as 'warehouse'");
    }

    @Override
    public int compareTo(WebhookId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
