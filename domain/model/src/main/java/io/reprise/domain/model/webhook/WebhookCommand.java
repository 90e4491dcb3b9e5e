package io.reprise.domain.model.webhook;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What operators, and the engine, ask of a webhook. */
public sealed interface WebhookCommand {

    int REASON_LENGTH_MAX = 1_000;

    WebhookId webhook();

    Actor actor();

    Instant at();

    /** @param from position of the first event that may be told */
    record SubscribeWebhook(WebhookId webhook, String url, SortedSet<String> types, long from, Actor actor, Instant at)
            implements WebhookCommand {

        private static final int URL_LENGTH_MAX = 2_000;

        /** What shoppers do, and who logs in, is told to nobody outside. */
        private static final List<String> FAMILIES =
                List.of("campaign.", "clock.", "model.", "privacy.", "projection.", "stock.", "webhook.");

        public SubscribeWebhook {
            requireUrl(url);
            InvalidValue.unless(
                    types != null && !types.isEmpty() && types.size() <= 100, "types", "must be 1 to 100 event types");
            types.forEach(type -> InvalidValue.unless(
                    type.length() <= 100 && FAMILIES.stream().anyMatch(type::startsWith),
                    "types",
                    "must begin with one of " + FAMILIES));
            InvalidValue.unless(from >= 0, "from", "must be a position in the log");
            types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        }

        private static void requireUrl(String url) {
            String remedy = "must be an address such as https://shop.example/hooks, without name, password or fragment";
            InvalidValue.unless(url != null && url.length() <= URL_LENGTH_MAX, "url", remedy);
            try {
                URI uri = new URI(url);
                boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
                InvalidValue.unless(
                        isWeb && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null,
                        "url",
                        remedy);
            } catch (URISyntaxException e) {
                throw new InvalidValue("url", remedy);
            }
        }
    }

    /** @param from position of the first event that is told once more */
    record ReplayWebhook(WebhookId webhook, long from, Actor actor, Instant at) implements WebhookCommand {
        public ReplayWebhook {
            InvalidValue.unless(from >= 0, "from", "must be a position in the log");
        }
    }

    /** @param position of the event that could not be told */
    record SuspendWebhook(WebhookId webhook, long position, String reason, Actor actor, Instant at)
            implements WebhookCommand {}

    record UnsubscribeWebhook(WebhookId webhook, String reason, Actor actor, Instant at) implements WebhookCommand {
        public UnsubscribeWebhook {
            InvalidValue.unless(
                    reason != null && !reason.isBlank() && reason.length() <= REASON_LENGTH_MAX,
                    "reason",
                    "say in at most " + REASON_LENGTH_MAX + " characters why nobody is told any more");
        }
    }
}
