package io.reprise.projections.evidence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** Evidence in MongoDB, a document each, named by its digest. */
public final class MongoEvidenceStore implements EvidenceStore {

    private final MongoCollection<Document> blobs;

    public MongoEvidenceStore(MongoDatabase database) {
        blobs = database.getCollection("evidence").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    @Override
    public String put(byte[] content) {
        if (content.length > BLOB_BYTES_MAX) {
            throw new EventLog.LimitExceeded("bytes of one piece of evidence", BLOB_BYTES_MAX, content.length);
        }
        String sha256 = Sha256.hex(content);
        try {
            blobs.insertOne(new Document("_id", sha256).append("content", new Binary(content)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        return sha256;
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        Document found = blobs.find(Filters.eq("_id", sha256)).first();
        if (found == null) {
            return Optional.empty();
        }
        byte[] content = found.get("content", Binary.class).getData();
        if (!Sha256.hex(content).equals(sha256)) {
            throw new EvidenceDamaged(sha256);
        }
        return Optional.of(content);
    }
}
