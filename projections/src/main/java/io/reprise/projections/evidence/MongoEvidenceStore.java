package io.reprise.projections.evidence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.reprise.domain.model.port.EvidenceStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Evidence as documents of a MongoDB collection: {@code _id} the digest, {@code content} the bytes. Acknowledged by a
 * majority and journaled. The driver's {@code MongoException}s are passed on where the server does not answer.
 */
public final class MongoEvidenceStore implements EvidenceStore {

    /** Name of the collection. */
    public static final String COLLECTION = "evidence";

    private static final int ATTEMPTS_MAX = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final MongoCollection<Document> collection;

    public MongoEvidenceStore(MongoDatabase database) {
        collection = database.getCollection(COLLECTION)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * {@inheritDoc}
     *
     * @throws EvidenceDamaged if it is there already, but was changed: that is not repaired in silence
     */
    @Override
    public String put(byte[] content) {
        String sha256 = EvidenceDigest.of(content);
        if (get(sha256).isEmpty()) {
            insert(sha256, content);
        }
        return sha256;
    }

    private void insert(String sha256, byte[] content) {
        try {
            collection.insertOne(new Document("_id", sha256).append("content", new Binary(content)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            awaitOther(sha256, e);
        }
    }

    /** Somebody put the same bytes meanwhile; a majority read sees them once they are durable. */
    private void awaitOther(String sha256, MongoWriteException refused) {
        for (int attempt = 0; get(sha256).isEmpty(); attempt++) {
            if (attempt == ATTEMPTS_MAX) {
                throw refused;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        Document document = collection
                .find(Filters.eq("_id", EvidenceDigest.require(sha256)))
                .first();
        if (document == null) {
            return Optional.empty();
        }
        if (!(document.get("content") instanceof Binary content)) {
            throw new EvidenceDamaged(sha256);
        }
        return Optional.of(EvidenceDigest.verified(sha256, content.getData()));
    }
}
