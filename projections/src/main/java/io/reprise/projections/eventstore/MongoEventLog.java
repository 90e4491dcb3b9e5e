package io.reprise.projections.eventstore;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The event log of every real installation: one document for each batch, whose {@code _id} is the position of its first
 * event. Needs single-document atomicity only, so one {@code mongod}, a replica set or a compatible server will do.
 *
 * <p>Why there are no gaps and no overlaps, whoever writes at once: a writer inserts only at a head it has read, that is
 * at the end of some batch B that is stored. Whatever follows B starts at that same position. So of all writers that
 * believe B to be the last, one insert succeeds and every other meets its {@code _id}, reads the head again and tries
 * behind it. Batches are never changed or deleted, so B's end never moves.
 */
public final class MongoEventLog extends GroupedEventLog {

    private final MongoCollection<Document> batches;

    public MongoEventLog(MongoDatabase database) {
        batches = database.getCollection("event_log").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        // A multikey unique index does not look inside one document, but the writer has checked that.
        batches.createIndex(
                Indexes.ascending("events.stream", "events.sequence"), new IndexOptions().name("stream_sequence"));
        batches.createIndex(
                Indexes.ascending("keys"),
                new IndexOptions().name("unique_sequence").unique(true));
        start();
    }

    @Override
    Head storedHead() {
        Document last = batches.find().sort(Sorts.descending("_id")).first();
        return last == null
                ? new Head(0, LoggedBatch.GENESIS)
                : new Head(
                        last.getLong("_id")
                                + last.getList("events", Document.class).size(),
                        last.getString("hash"));
    }

    @Override
    boolean write(LoggedBatch batch) {
        List<Document> events = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (StoredEvent stored : batch.events()) {
            events.add(document(stored.event()));
            keys.add(stored.event().stream() + "#" + stored.event().sequence());
        }
        try {
            batches.insertOne(new Document("_id", batch.firstPosition())
                    .append("previousHash", batch.previousHash())
                    .append("hash", batch.hash())
                    .append("keys", keys)
                    .append("events", events));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static Document document(NewEvent event) {
        return new Document("id", event.id())
                .append("stream", event.stream())
                .append("sequence", event.sequence())
                .append("kind", event.kind())
                .append("name", event.name())
                .append("revision", event.revision())
                .append("second", event.at().getEpochSecond())
                .append("nano", event.at().getNano())
                .append("payload", new Binary(event.payload()))
                .append("metadata", new Binary(event.metadata()));
    }

    private static LoggedBatch batch(Document document) {
        long first = document.getLong("_id");
        List<StoredEvent> events = new ArrayList<>();
        for (Document event : document.getList("events", Document.class)) {
            events.add(new StoredEvent(
                    first + events.size(),
                    new NewEvent(
                            event.getString("id"),
                            event.getString("stream"),
                            event.getLong("sequence"),
                            event.getString("kind"),
                            event.getString("name"),
                            event.getInteger("revision"),
                            Instant.ofEpochSecond(event.getLong("second"), event.getInteger("nano")),
                            event.get("payload", Binary.class).getData(),
                            event.get("metadata", Binary.class).getData())));
        }
        return new LoggedBatch(first, document.getString("previousHash"), document.getString("hash"), events);
    }

    @Override
    public List<StoredEvent> read(long from, int max) {
        Document before = batches.find(Filters.lte("_id", from))
                .sort(Sorts.descending("_id"))
                .projection(Projections.include("_id"))
                .first();
        long first = before == null ? from : before.getLong("_id");
        List<StoredEvent> events = new ArrayList<>();
        try (var cursor = batches.find(Filters.gte("_id", first))
                .sort(Sorts.ascending("_id"))
                .iterator()) {
            while (cursor.hasNext() && events.size() < max) {
                for (StoredEvent event : batch(cursor.next()).events()) {
                    if (event.position() >= from && events.size() < max) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        List<StoredEvent> events = new ArrayList<>();
        var ofStream = Filters.elemMatch(
                "events", Filters.and(Filters.eq("stream", stream), Filters.gte("sequence", fromSequence)));
        try (var cursor = batches.find(ofStream).sort(Sorts.ascending("_id")).iterator()) {
            while (cursor.hasNext() && events.size() < max) {
                for (StoredEvent stored : batch(cursor.next()).events()) {
                    if (stored.event().stream().equals(stream)
                            && stored.event().sequence() >= fromSequence
                            && events.size() < max) {
                        events.add(stored);
                    }
                }
            }
        }
        return events;
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        Document last = batches.find(Filters.eq("events.stream", stream))
                .sort(Sorts.descending("_id"))
                .first();
        return last == null
                ? OptionalLong.empty()
                : batch(last).events().stream()
                        .filter(e -> e.event().stream().equals(stream))
                        .mapToLong(e -> e.event().sequence())
                        .max();
    }

    @Override
    public long head() {
        return storedHead().position();
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        List<LoggedBatch> found = new ArrayList<>();
        batches.find(Filters.gte("_id", fromPosition))
                .sort(Sorts.ascending("_id"))
                .limit(max)
                .forEach(document -> found.add(batch(document)));
        return found;
    }

    @Override
    void closeStore() {
        // The client belongs to whoever opened it.
    }
}
