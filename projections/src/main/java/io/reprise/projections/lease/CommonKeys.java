package io.reprise.projections.lease;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bson.Document;

/**
 * Keys that all servers of one database must have alike, since the same shopper has the same pseudonym everywhere, a webhook
 * the same secret, and a log one signer. The first server's are those of the database; of each only a SHA-256 is kept.
 */
public final class CommonKeys {

    static final String COLLECTION = "common_keys";

    private final MongoCollection<Document> documents;

    public CommonKeys(MongoDatabase database) {
        this.documents = database.getCollection(COLLECTION);
    }

    /**
     * @param what the key is for, for example {@code pseudonyms}
     * @param setting where it is set, for the message
     * @throws IllegalStateException if the servers of this database have another one
     */
    public void require(String what, String setting, byte[] key) {
        String digest = digest(what, key);
        Document kept = documents.find(Filters.eq("_id", what)).first();
        if (kept == null) {
            kept = keep(what, digest);
        }
        if (!kept.getString("sha256").equals(digest)) {
            throw new IllegalStateException(
                    "the key for " + what + " is not that of the other servers on this database:"
                            + " give all of them the same by " + setting + ", or one home to share");
        }
    }

    private Document keep(String what, String digest) {
        Document fresh = new Document("_id", what).append("sha256", digest);
        try {
            documents.insertOne(fresh);
            return fresh;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return documents.find(Filters.eq("_id", what)).first();
            }
            throw e;
        }
    }

    private static String digest(String what, byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("common key " + what + " ").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
