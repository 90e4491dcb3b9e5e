package io.reprise.projections.eventstore;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Batches as documents: {@code _id} first position, {@code count} number of events, {@code previousHash} and
 * {@code hash}, {@code writer} who wrote it (not part of the hash), {@code keys} one {@code stream#sequence} an event (unique over the collection), {@code streams} each
 * stream's name and last sequence number in the batch, {@code events} as {@link BatchCodec} has them.
 *
 * <p>Everything is read with majority read concern: what is read here can never be rolled back.
 */
final class MongoBatches {

    private static final Bson HEAD_FIELDS = Projections.include("count", "hash");
    private static final int DOCUMENTS_PER_ROUND_TRIP = 16;

    private final MongoCollection<Document> collection;

    MongoBatches(MongoDatabase database, String name) {
        collection = database.getCollection(name)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        collection.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
        collection.createIndex(Indexes.ascending("streams.name", "_id"));
    }

    /**
     * One durable insert.
     *
     * @param writer tells this writer's batches from those of others, even if they hold the very same events
     */
    void insert(LoggedBatch batch, String writer) {
        Map<String, Long> lasts = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(batch.events().size());
        for (StoredEvent stored : batch.events()) {
            NewEvent event = stored.event();
            lasts.put(event.stream(), event.sequence());
            keys.add(key(event.stream(), event.sequence()));
        }
        collection.insertOne(new Document("_id", batch.firstPosition())
                .append("count", batch.events().size())
                .append("previousHash", batch.previousHash())
                .append("hash", batch.hash())
                .append("writer", writer)
                .append("keys", keys)
                .append(
                        "streams",
                        lasts.entrySet().stream()
                                .map(last -> new Document("name", last.getKey()).append("last", last.getValue()))
                                .toList())
                .append("events", new Binary(BatchCodec.encode(batch.events()))));
    }

    private static String key(String stream, long sequence) {
        return stream + "#" + sequence;
    }

    ChainHead head() {
        Document last = collection
                .find()
                .sort(Sorts.descending("_id"))
                .projection(HEAD_FIELDS)
                .first();
        return last == null
                ? ChainHead.EMPTY
                : new ChainHead(last.getLong("_id") + last.getInteger("count"), last.getString("hash"));
    }

    /** Whether this very batch is in the log, and from this writer. */
    boolean contains(LoggedBatch batch, String writer) {
        Bson same = Filters.and(
                Filters.eq("_id", batch.firstPosition()),
                Filters.eq("hash", batch.hash()),
                Filters.eq("writer", writer));
        return collection.find(same).projection(HEAD_FIELDS).first() != null;
    }

    OptionalLong lastSequence(String stream) {
        Document batch = collection
                .find(Filters.eq("streams.name", stream))
                .sort(Sorts.descending("_id"))
                .projection(Projections.include("streams"))
                .first();
        return batch == null
                ? OptionalLong.empty()
                : batch.getList("streams", Document.class).stream()
                        .filter(each -> stream.equals(each.getString("name")))
                        .mapToLong(each -> each.getLong("last"))
                        .findFirst();
    }

    /** The streams of those events, none the first of its stream, whose event before is in the log. */
    Set<String> havingBefore(List<NewEvent> events) {
        Map<String, String> streams = new HashMap<>();
        events.forEach(event -> streams.put(key(event.stream(), event.sequence() - 1), event.stream()));
        Set<String> there = new HashSet<>();
        collection
                .find(Filters.in("keys", streams.keySet()))
                .projection(Projections.include("keys"))
                .forEach(batch -> batch.getList("keys", String.class).stream()
                        .map(streams::get)
                        .filter(Objects::nonNull)
                        .forEach(there::add));
        return there;
    }

    /** Up to {@code max} batches with that or a higher first position, in order. */
    List<LoggedBatch> from(long firstPosition, int max) {
        List<LoggedBatch> batches = new ArrayList<>();
        eachFrom(firstPosition, batch -> batches.add(batch) && batches.size() < max, max);
        return batches;
    }

    /**
     * Hands over batches with that or a higher first position, in order, until no more are wanted.
     *
     * @param max no more than this many will be wanted
     */
    void eachFrom(long firstPosition, Predicate<LoggedBatch> wantsMore, int max) {
        each(Filters.gte("_id", firstPosition), wantsMore, max);
    }

    /** The last batch that starts before the position, or null. */
    LoggedBatch before(long position) {
        Document document = collection
                .find(Filters.lt("_id", position))
                .sort(Sorts.descending("_id"))
                .first();
        return document == null ? null : decode(document);
    }

    /** Hands over the batches with the stream's events, from the one with {@code fromSequence}, as above. */
    void eachOfStream(String stream, long fromSequence, Predicate<LoggedBatch> wantsMore, int max) {
        Bson filter = Filters.eq("streams.name", stream);
        if (fromSequence > 0) {
            Document first = collection
                    .find(Filters.eq("keys", key(stream, fromSequence)))
                    .projection(Projections.include("_id"))
                    .first();
            if (first == null) {
                return; // Sequence numbers have no holes: where this one is not, no later one is.
            }
            filter = Filters.and(filter, Filters.gte("_id", first.getLong("_id")));
        }
        each(filter, wantsMore, max);
    }

    private void each(Bson filter, Predicate<LoggedBatch> wantsMore, int max) {
        if (max <= 0) {
            return;
        }
        FindIterable<Document> found = collection
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(max)
                .batchSize(Math.min(max, DOCUMENTS_PER_ROUND_TRIP));
        try (MongoCursor<Document> cursor = found.cursor()) {
            boolean more = true;
            while (more && cursor.hasNext()) {
                more = wantsMore.test(decode(cursor.next()));
            }
        }
    }

    /** @throws LogDamaged if the document is not what was written */
    static LoggedBatch decode(Document document) {
        long position = document.getLong("_id");
        try {
            ByteBuffer events =
                    ByteBuffer.wrap(document.get("events", Binary.class).getData());
            return new LoggedBatch(
                    position,
                    document.getString("previousHash"),
                    document.getString("hash"),
                    BatchCodec.decode(position, document.getInteger("count"), events));
        } catch (ClassCastException | NullPointerException e) {
            throw new LogDamaged(position, "the document lacks a field or has one of another type");
        }
    }
}
