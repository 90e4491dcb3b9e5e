package io.reprise.projections.answers;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Long work that people asked for, as JSON: how far it is, told by the server that does it to all others, and what came of it; the
 * latest of each kind. It can be had again from the log, but takes its time, so it survives a restart; it may be thrown away.
 */
public final class KeptWork {

    private static final String COLLECTION = "kept_reports";

    private final MongoCollection<Document> works;
    private final String kind;
    private final int keptMax;

    /**
     * @param json whoever keeps it knows its form, @param isOver nothing comes of it any more than is here
     * @param quietFor since its server last told of it, by this machine's clock
     */
    public record Kept(String id, boolean isOver, Duration quietFor, String json) {}

    /** @param kind of work, @param keptMax of it at most */
    public KeptWork(MongoDatabase database, String kind, int keptMax) {
        this.works = database.getCollection(COLLECTION);
        this.kind = kind;
        this.keptMax = keptMax;
    }

    /** @param at when it was asked for; the oldest goes when there are too many */
    public void keep(String id, Instant at, boolean isOver, String json) {
        works.updateOne(
                Filters.eq("_id", id),
                Updates.combine(
                        Updates.set("kind", kind),
                        Updates.set("at", Date.from(at)),
                        Updates.set("under-way", !isOver),
                        Updates.set("told", Date.from(Instant.now())),
                        Updates.set("json", json)),
                new UpdateOptions().upsert(true));
        if (isOver) {
            dropOldest();
        }
    }

    private void dropOldest() {
        List<Document> beyond = works.find(Filters.eq("kind", kind))
                .projection(Projections.include("_id"))
                .sort(Sorts.descending("at"))
                .skip(keptMax)
                .into(new ArrayList<>());
        beyond.forEach(old -> works.deleteOne(Filters.eq("_id", old.getString("_id"))));
    }

    /** Asks whichever server does it to end it. */
    public void callOff(String id) {
        works.updateOne(of(id), Updates.set("called-off", true));
    }

    /** Those of them that somebody asked to be ended, at any server. */
    public Set<String> calledOff(Collection<String> ids) {
        Set<String> found = new HashSet<>();
        works.find(Filters.and(Filters.in("_id", ids), Filters.eq("called-off", true)))
                .projection(Projections.include("_id"))
                .forEach(work -> found.add(work.getString("_id")));
        return found;
    }

    public Optional<Kept> find(String id) {
        return Optional.ofNullable(works.find(of(id)).first()).map(KeptWork::kept);
    }

    /** The newest first. */
    public List<Kept> all() {
        return works.find(Filters.eq("kind", kind))
                .sort(Sorts.descending("at"))
                .limit(keptMax)
                .map(KeptWork::kept)
                .into(new ArrayList<>());
    }

    private Bson of(String id) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("kind", kind));
    }

    private static Kept kept(Document work) {
        // Of an earlier release, which kept only what was over.
        boolean isOver = !work.getBoolean("under-way", false);
        Date told = work.getDate("told");
        Duration quiet = told == null ? Duration.ZERO : Duration.between(told.toInstant(), Instant.now());
        return new Kept(work.getString("_id"), isOver, quiet, work.getString("json"));
    }
}
