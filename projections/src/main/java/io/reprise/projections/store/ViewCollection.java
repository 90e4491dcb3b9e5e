package io.reprise.projections.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One view's documents in MongoDB: {@code {_id, position, view}}. The position of the last event folded into a document
 * lies in the same document, so both change together or not at all.
 */
public final class ViewCollection<T> {

    private final MongoCollection<Document> documents;
    private final Class<T> type;
    private final ObjectMapper json;

    public ViewCollection(MongoDatabase database, String name, Class<T> type, ObjectMapper json) {
        this.documents = database.getCollection("view_" + name);
        this.type = type;
        this.json = json;
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(documents.find(Filters.eq("_id", id)).first())
                .map(this::view);
    }

    /** All documents in the order of their ids. */
    public List<T> all() {
        return where(Filters.empty());
    }

    public List<T> where(Bson filter) {
        List<Document> found = documents.find(filter).into(new ArrayList<>());
        found.sort(Comparator.comparing(d -> d.getString("_id")));
        return found.stream().map(this::view).toList();
    }

    /** Folds an event into a document, unless it is in it already. @param fold gets null where there is none yet */
    public void fold(String id, long position, UnaryOperator<T> fold) {
        Document before = documents.find(Filters.eq("_id", id)).first();
        if (before != null && before.getLong("position") >= position) {
            return;
        }
        T after = fold.apply(before == null ? null : view(before));
        if (after == null) {
            documents.deleteOne(Filters.eq("_id", id));
            return;
        }
        Document document = new Document("_id", id).append("position", position).append("view", document(after));
        documents.replaceOne(Filters.eq("_id", id), document, new ReplaceOptions().upsert(true));
    }

    public void clear() {
        documents.drop();
    }

    private Document document(T view) {
        return (Document) DocumentTree.toBson(json.valueToTree(view));
    }

    private T view(Document document) {
        try {
            return json.treeToValue(DocumentTree.toJson(document.get("view", Document.class)), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "view '" + document.get("_id") + "' cannot be read, rebuild the views: " + e.getMessage(), e);
        }
    }
}
