package io.reprise.projections.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Where each projection stands: one document {@code {_id, generation, schema, position, stopped, next}} a projection.
 * A view's documents lie in a collection of its generation; {@code generation} is the one that is read, and {@code next}
 * one that is being filled. Whatever changes here changes in a single document.
 */
public final class Generations {

    /** Name of the collection. */
    public static final String COLLECTION = "view_generations";

    static final int FIRST = 1;

    /**
     * One generation of a view.
     *
     * @param schema {@link Projection#schema} it was filled by
     * @param position everything before it is folded in
     * @param stopped why it is fed no more, or empty
     */
    public record Standing(int generation, int schema, long position, String stopped) {}

    private final MongoDatabase database;
    private final MongoCollection<Document> documents;

    public Generations(MongoDatabase database) {
        this.database = database;
        this.documents = database.getCollection(COLLECTION);
    }

    /** Name of a generation's collection. */
    public static String collection(String projection, int generation) {
        return "view_" + projection + "_" + generation;
    }

    /** The generation that is read. */
    int live(String projection) {
        return find(projection).map(d -> d.getInteger("generation")).orElse(FIRST);
    }

    private Optional<Document> find(String projection) {
        return Optional.ofNullable(documents.find(Filters.eq("_id", projection)).first());
    }

    /** The generation that is read; empty where the projection was never fed. */
    public Optional<Standing> standing(String projection) {
        return find(projection).map(Generations::standing);
    }

    /** Up to where every projection that goes on is folded; 0 where none was ever fed. All in one round trip. */
    public long reached() {
        long least = Long.MAX_VALUE;
        for (Document document : documents.find()) {
            Standing standing = standing(document);
            if (standing.stopped().isEmpty()) {
                least = Math.min(least, standing.position());
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** The generation that is being filled beside it. */
    public Optional<Standing> next(String projection) {
        return find(projection).map(d -> d.get("next", Document.class)).map(Generations::standing);
    }

    private static Standing standing(Document document) {
        return new Standing(
                document.getInteger("generation"),
                document.getInteger("schema"),
                document.getLong("position"),
                document.get("stopped", ""));
    }

    /** Starts a projection that was never fed. */
    public Standing create(String projection, int schema) {
        documents.insertOne(new Document("_id", projection)
                .append("generation", FIRST)
                .append("last", FIRST)
                .append("schema", schema)
                .append("position", 0L)
                .append("stopped", ""));
        return new Standing(FIRST, schema, 0, "");
    }

    /** Starts the next generation; one that was being filled is forgotten. Numbers are never used again. */
    public Standing begin(String projection, int schema) {
        int generation = documents
                .findOneAndUpdate(
                        Filters.eq("_id", projection),
                        Updates.inc("last", 1),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))
                .getInteger("last");
        Document next = new Document("generation", generation)
                .append("schema", schema)
                .append("position", 0L)
                .append("stopped", "");
        documents.updateOne(Filters.eq("_id", projection), Updates.set("next", next));
        return new Standing(generation, schema, 0, "");
    }

    /** What {@link #reached} and {@link #stopped} are about. */
    public record Place(String projection, int generation, boolean isLive) {

        private Bson filter() {
            return Filters.and(
                    Filters.eq("_id", projection), Filters.eq(isLive ? "generation" : "next.generation", generation));
        }

        private String field(String name) {
            return isLive ? name : "next." + name;
        }
    }

    /** @param position everything before it is folded in */
    public record Reached(Place place, long position) {}

    /**
     * Stores positions, all in one round trip. A generation that is no longer there is passed over, and none goes back: a
     * server that was paused while another took over may come late.
     */
    public void reached(List<Reached> all) {
        List<WriteModel<Document>> writes = new ArrayList<>(all.size());
        for (Reached one : all) {
            writes.add(new UpdateOneModel<>(
                    one.place().filter(), Updates.max(one.place().field("position"), one.position())));
        }
        documents.bulkWrite(writes);
    }

    /** @param why empty where it goes on */
    public void stopped(Place place, String why) {
        documents.updateOne(place.filter(), Updates.set(place.field("stopped"), why));
    }

    /** From now on the next generation is read; the one before is thrown away. */
    public void swap(String projection, Standing filled) {
        documents.updateOne(
                Filters.and(Filters.eq("_id", projection), Filters.eq("next.generation", filled.generation())),
                Updates.combine(
                        Updates.set("generation", filled.generation()),
                        Updates.set("schema", filled.schema()),
                        Updates.set("position", filled.position()),
                        Updates.set("stopped", filled.stopped()),
                        Updates.unset("next")));
        sweep(projection);
    }

    /** The generation that was being filled is thrown away. */
    public void cancel(String projection) {
        documents.updateOne(Filters.eq("_id", projection), Updates.unset("next"));
        sweep(projection);
    }

    /**
     * Throws away every generation that is neither read nor being filled, as a crash may leave them. One that another server
     * began since this one looked is left alone.
     */
    public void sweep(String projection) {
        Optional<Document> found = find(projection);
        if (found.isEmpty()) {
            return;
        }
        int last = found.get().getInteger("last");
        int live = found.get().getInteger("generation");
        Document filled = found.get().get("next", Document.class);
        int next = filled == null ? live : standing(filled).generation();
        Pattern generation = Pattern.compile("view_" + Pattern.quote(projection) + "_(\\d+)");
        for (String name : database.listCollectionNames()) {
            var match = generation.matcher(name);
            if (match.matches()) {
                int number = Integer.parseInt(match.group(1));
                if (number != live && number != next && number <= last) {
                    database.getCollection(name).drop();
                }
            }
        }
    }
}
