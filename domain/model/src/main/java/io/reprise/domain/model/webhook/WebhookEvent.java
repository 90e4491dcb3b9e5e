package io.reprise.domain.model.webhook;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What operators decided about who is told what. The secret that signs is in none of it. */
public sealed interface WebhookEvent {

    WebhookId webhook();

    Actor actor();

    Instant at();

    /**
     * Somebody is told of events from now on.
     *
     * @param url where they are sent to
     * @param types beginnings of stored event names, for instance {@code campaign.}
     * @param from position of the first event that they may be told of
     * @param key number of the secret, which is made anew with each number
     */
    record WebhookSubscribed(
            WebhookId webhook, String url, SortedSet<String> types, long from, int key, Actor actor, Instant at)
            implements WebhookEvent {
        public WebhookSubscribed {
            types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        }
    }

    /** They get what they were told, and what happened since, once more. @param from position of the first event */
    record WebhookReplayed(WebhookId webhook, long from, Actor actor, Instant at) implements WebhookEvent {}

    /** Nothing is sent until somebody replays it: what was sent last has failed for too long. */
    record WebhookSuspended(WebhookId webhook, long position, String reason, Actor actor, Instant at)
            implements WebhookEvent {}

    record WebhookUnsubscribed(WebhookId webhook, String reason, Actor actor, Instant at) implements WebhookEvent {}
}
