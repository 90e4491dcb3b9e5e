package io.reprise.projections.people;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The shelf as two collections of a database: {@code person_keys} ({@code _id} the locator, {@code key} the key's id,
 * {@code sealed}), and {@code person_keys_facts}. A deleted document's bytes stay in the database's files and its oplog until they are
 * overwritten; they are sealed by a master key that is not there.
 */
public final class MongoKeyShelf implements KeyShelf {

    /** Names of the collections. */
    public static final String COLLECTION = "person_keys", FACTS = "person_keys_facts";

    private static final String CERTIFICATES = "certificates";
    private static final String ADOPTS = "adopts";
    private static final int REPLACED_AT_ONCE = 1_000;
    private static final String VALUE = "value";
    private static final String KEY_ID = "keyId";
    private static final String BYTES = "bytes";

    private final MongoCollection<Document> keys;
    private final MongoCollection<Document> facts;

    public MongoKeyShelf(MongoDatabase database) {
        keys = durable(database.getCollection(COLLECTION));
        facts = durable(database.getCollection(FACTS));
        keys.createIndex(Indexes.ascending(KEY_ID));
    }

    private static MongoCollection<Document> durable(MongoCollection<Document> collection) {
        return collection
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    private static Document document(String locator, SealedKey key) {
        return new Document("_id", locator).append(KEY_ID, key.keyId()).append(BYTES, new Binary(key.bytes()));
    }

    private static SealedKey key(Document document) {
        return SealedKey.of(document.get(BYTES, Binary.class).getData());
    }

    @Override
    public Map<String, SealedKey> find(Collection<String> locators) {
        Map<String, SealedKey> found = new HashMap<>();
        keys.find(Filters.in("_id", locators)).forEach(document -> found.put(document.getString("_id"), key(document)));
        return found;
    }

    @Override
    public Map<String, SealedKey> keep(Map<String, SealedKey> fresh) {
        Map<String, SealedKey> there = new HashMap<>(fresh);
        List<Document> documents = new ArrayList<>();
        fresh.forEach((locator, key) -> documents.add(document(locator, key)));
        try {
            keys.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream()
                    .anyMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            e.getWriteErrors().forEach(error -> {
                Document mine = documents.get(error.getIndex());
                keys.replaceOne(
                        Filters.and(Filters.eq("_id", mine.getString("_id")), Filters.eq(KEY_ID, "")),
                        mine,
                        new ReplaceOptions().upsert(false));
            });
            there.putAll(find(fresh.keySet()));
        }
        return there;
    }

    @Override
    public void each(BiConsumer<String, SealedKey> look) {
        for (Document document : keys.find(Filters.ne(KEY_ID, ""))) {
            look.accept(document.getString("_id"), key(document));
        }
    }

    @Override
    public long replaceEach(BiFunction<String, SealedKey, Optional<SealedKey>> anew) {
        List<ReplaceOneModel<Document>> some = new ArrayList<>();
        long replaced = 0;
        for (Document there : keys.find(Filters.ne(KEY_ID, ""))) {
            String locator = there.getString("_id");
            // As it was read: neither what was destroyed comes back, nor what another process replaced.
            anew.apply(locator, key(there))
                    .ifPresent(key -> some.add(new ReplaceOneModel<>(
                            Filters.and(
                                    Filters.eq("_id", locator),
                                    Filters.eq(KEY_ID, there.getString(KEY_ID)),
                                    Filters.eq(BYTES, there.get(BYTES, Binary.class))),
                            document(locator, key))));
            if (some.size() == REPLACED_AT_ONCE) {
                replaced += keys.bulkWrite(some).getModifiedCount();
                some.clear();
            }
        }
        return some.isEmpty() ? replaced : replaced + keys.bulkWrite(some).getModifiedCount();
    }

    /** The database's files are its own business. */
    @Override
    public void dropReplaced() {}

    @Override
    public void destroy(Set<String> keyIds, long certificates) {
        for (Document document : keys.find(Filters.in(KEY_ID, keyIds))) {
            String locator = document.getString("_id");
            // By its id too: somebody new may have come to the same place since.
            var exactly = Filters.and(Filters.eq("_id", locator), Filters.eq(KEY_ID, document.getString(KEY_ID)));
            if (key(document).kind() == SealedKey.Kind.ADOPTED) {
                keys.replaceOne(exactly, document(locator, SealedKey.GONE));
            } else {
                keys.deleteOne(exactly);
            }
        }
        facts.updateOne(
                Filters.eq("_id", CERTIFICATES), Updates.max(VALUE, certificates), new UpdateOptions().upsert(true));
    }

    @Override
    public long certificates() {
        Document fact = facts.find(Filters.eq("_id", CERTIFICATES)).first();
        return fact == null ? 0 : fact.getLong(VALUE);
    }

    @Override
    public boolean adopts(BooleanSupplier first) {
        Document fact = facts.find(Filters.eq("_id", ADOPTS)).first();
        if (fact == null) {
            facts.updateOne(
                    Filters.eq("_id", ADOPTS),
                    Updates.setOnInsert(VALUE, first.getAsBoolean()),
                    new UpdateOptions().upsert(true));
            fact = facts.find(Filters.eq("_id", ADOPTS)).first();
        }
        return fact.getBoolean(VALUE);
    }

    /** The database stays open. */
    @Override
    public void close() {}
}
