package io.reprise.projections.answers;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What calls with a key were answered, so that the same call again is answered the same: for a day, 100,000 at most. A
 * copy that may be thrown away, since commands carried out twice change nothing; it does survive a restart.
 */
public final class RememberedAnswers {

    public static final Duration KEPT = Duration.ofHours(24);
    public static final int ANSWERS_MAX = 100_000;
    /** Longer ones are not kept: the call is then carried out again. */
    public static final int BODY_BYTES_MAX = 256 * 1024;
    /** After which a call that was begun and never answered, since its server died, may be carried out again. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final String COLLECTION = "api_answers";

    private final MongoCollection<Document> answers;
    private final int answersMax;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

    public RememberedAnswers(MongoDatabase database) {
        this(database, ANSWERS_MAX);
    }

    RememberedAnswers(MongoDatabase database, int answersMax) {
        this.answers = database.getCollection(COLLECTION);
        this.answersMax = answersMax;
    }

    /** @param headers those that belong to the answer rather than to its way */
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** How a call with a key stands. */
    public sealed interface Standing {
        /** Nobody made it before, or whoever did has died: it is this caller's to carry out. */
        record New() implements Standing {}

        /** Another call was made with the same key. */
        record OtherCall() implements Standing {}

        /** It is being carried out. */
        record UnderWay() implements Standing {}

        record Answered(Answer answer) implements Standing {}
    }

    /**
     * Begins a call.
     *
     * @param key caller and key, digested
     * @param call digest of what is asked for
     */
    public Standing begin(String key, String call, Instant now) {
        sweep(now);
        Document begun = new Document("_id", key).append("call", call).append("at", Date.from(now));
        try {
            answers.insertOne(begun);
            return new Standing.New();
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Document before = answers.find(Filters.eq("_id", key)).first();
        Instant lapsed = now.minus(KEPT);
        if (before == null || before.getDate("at").toInstant().isBefore(lapsed)) {
            return takeOver(begun, lapsed);
        }
        if (!before.getString("call").equals(call)) {
            return new Standing.OtherCall();
        }
        return before.containsKey("status") ? new Standing.Answered(read(before)) : takeOver(begun, now.minus(LEASE));
    }

    /** Of several who try, one succeeds. */
    private Standing takeOver(Document begun, Instant before) {
        boolean isMine = answers.replaceOne(
                                Filters.and(
                                        Filters.eq("_id", begun.getString("_id")), Filters.lt("at", Date.from(before))),
                                begun)
                        .getMatchedCount()
                == 1;
        return isMine ? new Standing.New() : new Standing.UnderWay();
    }

    /** The call that was begun has been answered. */
    public void keep(String key, String call, Answer answer, Instant now) {
        if (answer.body().length > BODY_BYTES_MAX) {
            forget(key);
            return;
        }
        answers.replaceOne(
                Filters.eq("_id", key),
                new Document("_id", key)
                        .append("call", call)
                        .append("at", Date.from(now))
                        .append("status", answer.status())
                        .append("headers", new Document(new TreeMap<>(answer.headers())))
                        .append("body", new Binary(answer.body())));
    }

    /** The call that was begun has had no answer worth keeping: the next one is carried out. */
    public void forget(String key) {
        answers.deleteOne(Filters.eq("_id", key));
    }

    long count() {
        return answers.countDocuments();
    }

    private static Answer read(Document document) {
        Map<String, String> headers = new TreeMap<>();
        document.get("headers", Document.class).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new Answer(
                document.getInteger("status"),
                headers,
                document.get("body", Binary.class).getData());
    }

    private void sweep(Instant now) {
        Instant last = swept.get();
        if (now.isBefore(last.equals(Instant.MIN) ? now : last.plus(SWEEP)) || !swept.compareAndSet(last, now)) {
            return;
        }
        answers.deleteMany(Filters.lt("at", Date.from(now.minus(KEPT))));
        long tooMany = answers.countDocuments() - answersMax;
        if (tooMany > 0) {
            Document newest = answers.find()
                    .sort(Sorts.ascending("at"))
                    .skip((int) tooMany - 1)
                    .first();
            if (newest != null) {
                answers.deleteMany(Filters.lte("at", newest.getDate("at")));
            }
        }
    }
}
