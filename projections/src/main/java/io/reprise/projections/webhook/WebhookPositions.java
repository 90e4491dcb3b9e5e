package io.reprise.projections.webhook;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.reprise.domain.model.webhook.WebhookId;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * How far each webhook has been told. Where it is lost, webhooks are told again from where they began, and know by the
 * events' ids. Of several servers one tells a webhook at a time.
 */
public final class WebhookPositions {

    private static final String COLLECTION = "webhook_positions";

    private final MongoCollection<Document> positions;

    public WebhookPositions(MongoDatabase database) {
        positions = database.getCollection(COLLECTION);
    }

    /**
     * How far one has been told.
     *
     * @param run which of the webhook's runs it is about
     * @param next position of the first event that was not looked at yet
     * @param failures attempts at telling it that failed, one after the other
     * @param failingSince when the first of them was
     * @param notBefore when to try again
     * @param fault what came of the last attempt, or empty
     */
    public record Progress(
            int run, long next, int failures, Optional<Instant> failingSince, Instant notBefore, String fault) {

        public static Progress startOf(int run, long from) {
            return new Progress(run, from, 0, Optional.empty(), Instant.EPOCH, "");
        }

        /** All before a position has been told. */
        public Progress at(long position) {
            return new Progress(run, position, 0, Optional.empty(), Instant.EPOCH, "");
        }

        public Progress failed(Instant now, Instant tryAgain, String why) {
            return new Progress(run, next, failures + 1, failingSince.or(() -> Optional.of(now)), tryAgain, why);
        }
    }

    /** Empty where it was never told anything. */
    public Optional<Progress> find(WebhookId webhook) {
        return Optional.ofNullable(positions.find(is(webhook)).first())
                .filter(document -> document.containsKey("run"))
                .map(document -> new Progress(
                        document.getInteger("run"),
                        document.getLong("next"),
                        document.getInteger("failures"),
                        Optional.ofNullable(document.getDate("failingSince")).map(Date::toInstant),
                        document.getDate("notBefore").toInstant(),
                        document.getString("fault")));
    }

    public void save(WebhookId webhook, Progress progress) {
        positions.updateOne(
                is(webhook),
                Updates.combine(
                        Updates.set("run", progress.run()),
                        Updates.set("next", progress.next()),
                        Updates.set("failures", progress.failures()),
                        Updates.set(
                                "failingSince",
                                progress.failingSince().map(Date::from).orElse(null)),
                        Updates.set("notBefore", Date.from(progress.notBefore())),
                        Updates.set("fault", progress.fault())),
                new UpdateOptions().upsert(true));
    }

    /** @return whether the holder may tell it until then; nobody else may */
    public boolean hold(WebhookId webhook, String holder, Instant now, Instant until) {
        Bson free = Filters.or(
                Filters.exists("holder", false), Filters.eq("holder", holder), Filters.lt("until", Date.from(now)));
        try {
            positions.updateOne(
                    Filters.and(is(webhook), free),
                    Updates.combine(Updates.set("holder", holder), Updates.set("until", Date.from(until))),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static Bson is(WebhookId webhook) {
        return Filters.eq("_id", webhook.value());
    }
}
