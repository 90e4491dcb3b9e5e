package io.reprise.projections.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One generation of a view's documents in MongoDB: {@code {_id, position, view}}. The position of the last event folded
 * into a document lies in the same document, so both change together or not at all. Where several processes
 * write, no document goes back: whoever writes what was true at an earlier position is refused.
 */
public final class Generation<T> {

    private static final int DUPLICATE_KEY = 11_000;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final BulkWriteOptions IN_ANY_ORDER = new BulkWriteOptions().ordered(false);

    /**
     * A document.
     *
     * @param position of the last event folded into it
     * @param view null where it is to be removed
     * @param isStored whether there is a document to replace; where not, nothing is looked for
     */
    public record Kept<T>(String id, long position, T view, boolean isStored) {}

    /** Another process has written later positions: read again where the view stands. */
    public static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken(String collection, Throwable cause) {
            super("another process has written to " + collection + " beyond what is written now", cause);
        }
    }

    private final MongoCollection<Document> documents;
    private final Class<T> type;
    private final ObjectMapper json;

    Generation(MongoCollection<Document> documents, Class<T> type, ObjectMapper json) {
        this.documents = documents;
        this.type = type;
        this.json = json;
    }

    /** Made where they are not there yet. */
    public void index(List<Bson> indexes) {
        indexes.forEach(documents::createIndex);
    }

    public boolean isEmpty() {
        return documents.find().first() == null;
    }

    List<Document> find(Bson filter) {
        return documents.find(filter).into(new ArrayList<>());
    }

    List<Document> find(Bson filter, Bson order, int max) {
        return documents.find(filter).sort(order).limit(max).into(new ArrayList<>());
    }

    Map<String, Long> counts(String field) {
        Map<String, Long> counts = new TreeMap<>();
        documents
                .aggregate(List.of(
                        Aggregates.match(Filters.ne("view." + field, null)),
                        Aggregates.group("$view." + field, Accumulators.sum("documents", 1L))))
                .forEach(group -> counts.put(
                        group.getString("_id"),
                        group.get("documents", Number.class).longValue()));
        return counts;
    }

    /** The documents with these ids, as far as there are any. */
    public List<Kept<T>> load(Collection<String> ids) {
        return find(ids.size() == 1 ? Filters.eq("_id", ids.iterator().next()) : Filters.in("_id", ids)).stream()
                .map(document ->
                        new Kept<>(document.getString("_id"), document.getLong("position"), view(document), true))
                .toList();
    }

    /**
     * Writes documents, all in one round trip.
     *
     * @param isShared whether another process may have written them; where none can, documents are found by their id
     *     alone, because the embedded server looks at every document for anything more
     * @throws Overtaken if one of them is there with a later position, or is there and should not be
     */
    public void write(Collection<Kept<T>> all, boolean isShared) {
        if (all.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = new ArrayList<>(all.size());
        all.forEach(kept -> writes.add(write(kept, isShared)));
        try {
            documents.bulkWrite(writes, IN_ANY_ORDER);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                throw new Overtaken(documents.getNamespace().getCollectionName(), e);
            }
            throw e;
        }
    }

    /** Where the document is there with a later position, the upsert tries to insert another of the same id. */
    private WriteModel<Document> write(Kept<T> kept, boolean isShared) {
        Bson id = Filters.eq("_id", kept.id());
        Bson older = isShared ? Filters.and(id, Filters.lt("position", kept.position())) : id;
        if (kept.view() == null) {
            return new DeleteOneModel<>(older);
        }
        Document document = new Document("_id", kept.id())
                .append("position", kept.position())
                .append("view", DocumentTree.toBson(json.valueToTree(kept.view())));
        return kept.isStored() ? new ReplaceOneModel<>(older, document, UPSERT) : new InsertOneModel<>(document);
    }

    T view(Document document) {
        try {
            return json.treeToValue(DocumentTree.toJson(document.get("view", Document.class)), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "view '" + document.get("_id") + "' cannot be read, rebuild it: " + e.getMessage(), e);
        }
    }
}
