package io.reprise.projections.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** One view's documents as pages read them: those of the generation that is read now. */
public final class ViewCollection<T> {

    private final MongoDatabase database;
    private final String projection;
    private final Class<T> type;
    private final ObjectMapper json;
    private final Generations generations;
    private volatile int guess = Generations.FIRST;

    public ViewCollection(MongoDatabase database, String projection, Class<T> type, ObjectMapper json) {
        this.database = database;
        this.projection = projection;
        this.type = type;
        this.json = json;
        this.generations = new Generations(database);
    }

    public Optional<T> find(String id) {
        return where(Filters.eq("_id", id)).stream().findFirst();
    }

    /** Those of them that are there, in the order of their ids. */
    public List<T> find(Collection<String> ids) {
        return where(Filters.in("_id", ids));
    }

    /** All documents in the order of their ids. */
    public List<T> all() {
        return where(Filters.empty());
    }

    /** In the order of their ids. */
    public List<T> where(Bson filter) {
        return read(generation -> generation.find(filter).stream()
                .sorted(Comparator.comparing(d -> d.getString("_id")))
                .toList());
    }

    /** The first so many in some order. */
    public List<T> first(Bson filter, Bson order, int max) {
        return read(generation -> generation.find(filter, order, max));
    }

    /** How many documents have which value of a field of text, without reading them here. */
    public Map<String, Long> counts(String field) {
        return readLive(generation -> generation.counts(field));
    }

    private interface Query<R> {
        R of(Generation<?> generation);
    }

    /**
     * A generation is thrown away only after another is read. So what was found in one that is still read afterwards
     * was all there; otherwise it is looked for again, in the one that is read now.
     */
    private <R> R readLive(Query<R> query) {
        while (true) {
            int number = guess;
            R found = query.of(generation(number));
            int live = generations.live(projection);
            if (live == number) {
                return found;
            }
            guess = live;
        }
    }

    private List<T> read(Query<List<Document>> query) {
        return readLive(query).stream().map(generation(guess)::view).toList();
    }

    /** Whichever is read: one generation, to be filled. */
    public Generation<T> generation(int number) {
        return new Generation<>(database.getCollection(Generations.collection(projection, number)), type, json);
    }
}
