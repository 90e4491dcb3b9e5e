package io.reprise.projections.snapshot;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as documents of a MongoDB collection: {@code _id} the stream, {@code snapshot} the bytes, beside them
 * {@code sequence}, {@code name} and {@code revision} for whoever looks. Acknowledged by the primary, not journaled. The
 * collection may be dropped at any time. The driver's {@code MongoException}s are passed on.
 */
public final class MongoSnapshots implements Snapshots {

    /** Name of the collection. */
    public static final String COLLECTION = "snapshots";

    private static final Logger LOG = LoggerFactory.getLogger(MongoSnapshots.class);

    private final MongoCollection<Document> collection;

    public MongoSnapshots(MongoDatabase database) {
        collection = database.getCollection(COLLECTION).withWriteConcern(WriteConcern.W1);
    }

    @Override
    public Optional<Snapshot> latest(String stream) {
        Document document = collection.find(Filters.eq("_id", stream)).first();
        if (document == null) {
            return Optional.empty();
        }
        try {
            if (!(document.get("snapshot") instanceof Binary encoded)) {
                throw new IllegalArgumentException("the document holds no bytes");
            }
            return Optional.of(SnapshotCodec.decode(encoded.getData()));
        } catch (IllegalArgumentException e) {
            LOG.warn("the snapshot of '{}' is not used: {}", stream, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void save(Snapshot snapshot) {
        Document document = new Document("_id", snapshot.stream())
                .append("sequence", snapshot.sequence())
                .append("name", snapshot.name())
                .append("revision", snapshot.revision())
                .append("snapshot", new Binary(SnapshotCodec.encode(snapshot)));
        collection.replaceOne(Filters.eq("_id", snapshot.stream()), document, new ReplaceOptions().upsert(true));
    }
}
