package io.reprise.domain.model.webhook;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;

/** Why a webhook command was not carried out. */
public sealed interface WebhookRefusal extends Refusal {

    record UnknownWebhook(WebhookId webhook) implements WebhookRefusal {
        @Override
        public String message() {
            return "There is no webhook '" + webhook + "'. Correct the name, or subscribe first.";
        }

        @Override
        public String field() {
            return "webhook";
        }
    }

    record WebhookExists(WebhookId webhook) implements WebhookRefusal {
        @Override
        public String message() {
            return "There is a webhook '" + webhook + "' already, to another address or of other types. "
                    + "Choose another name, or unsubscribe it first.";
        }

        @Override
        public String field() {
            return "webhook";
        }
    }

    record OperatorsOnly() implements WebhookRefusal {
        @Override
        public String message() {
            return "This takes the role " + Role.OPERATOR + ". Ask somebody who holds it.";
        }
    }
}
