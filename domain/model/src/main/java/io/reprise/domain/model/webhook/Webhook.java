package io.reprise.domain.model.webhook;

import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.webhook.WebhookCommand.ReplayWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SuspendWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.UnsubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookReplayed;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookSubscribed;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookSuspended;
import io.reprise.domain.model.webhook.WebhookEvent.WebhookUnsubscribed;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somebody outside who is told what happens.
 *
 * @param from position of the first event they are told of in this run
 * @param run counts from 1; another begins with each replay, and what was told before does not count in it
 * @param key number of the secret; 0 where there never was one
 * @param suspended why nothing is sent, or empty
 */
public record Webhook(Stage stage, String url, SortedSet<String> types, long from, int run, int key, String suspended) {

    public static final Webhook NONE = new Webhook(Stage.NONE, "", Collections.emptySortedSet(), 0, 0, 0, "");

    public enum Stage {
        NONE,
        ACTIVE,
        SUSPENDED,
        ENDED
    }

    public Webhook {
        types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    }

    private boolean isThere() {
        return stage == Stage.ACTIVE || stage == Stage.SUSPENDED;
    }

    /** Whether they are told of events of this name. */
    public boolean wants(String eventName) {
        return types.stream().anyMatch(eventName::startsWith);
    }

    public static Outcome<WebhookEvent> decide(Webhook state, WebhookCommand command) {
        if (!command.actor().isAnyOf(Role.OPERATOR, Role.ENGINE)) {
            return Outcome.refused(new WebhookRefusal.OperatorsOnly());
        }
        if (command instanceof SubscribeWebhook c) {
            return subscribe(state, c);
        }
        if (!state.isThere()) {
            return state.stage == Stage.ENDED && command instanceof UnsubscribeWebhook
                    ? Outcome.alreadyDone()
                    : Outcome.refused(new WebhookRefusal.UnknownWebhook(command.webhook()));
        }
        return switch (command) {
            case SubscribeWebhook c -> subscribe(state, c);
            case ReplayWebhook c -> Outcome.accepted(new WebhookReplayed(c.webhook(), c.from(), c.actor(), c.at()));
            case SuspendWebhook c ->
                state.stage == Stage.SUSPENDED
                        ? Outcome.alreadyDone()
                        : Outcome.accepted(
                                new WebhookSuspended(c.webhook(), c.position(), c.reason(), c.actor(), c.at()));
            case UnsubscribeWebhook c ->
                Outcome.accepted(new WebhookUnsubscribed(c.webhook(), c.reason(), c.actor(), c.at()));
        };
    }

    private static Outcome<WebhookEvent> subscribe(Webhook state, SubscribeWebhook c) {
        if (state.isThere()) {
            return state.url.equals(c.url()) && state.types.equals(c.types())
                    ? Outcome.alreadyDone()
                    : Outcome.refused(new WebhookRefusal.WebhookExists(c.webhook()));
        }
        return Outcome.accepted(
                new WebhookSubscribed(c.webhook(), c.url(), c.types(), c.from(), state.key + 1, c.actor(), c.at()));
    }

    public static Webhook evolve(Webhook state, WebhookEvent event) {
        return switch (event) {
            case WebhookSubscribed e ->
                new Webhook(Stage.ACTIVE, e.url(), e.types(), e.from(), state.run + 1, e.key(), "");
            case WebhookReplayed e ->
                new Webhook(Stage.ACTIVE, state.url, state.types, e.from(), state.run + 1, state.key, "");
            case WebhookSuspended e ->
                new Webhook(Stage.SUSPENDED, state.url, state.types, state.from, state.run, state.key, e.reason());
            case WebhookUnsubscribed e ->
                new Webhook(Stage.ENDED, state.url, state.types, state.from, state.run, state.key, "");
        };
    }
}
