package io.reprise.projections.answers;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * What came of long work that people asked for, as JSON: the latest of each kind. It can be had again from the log, but takes
 * its time, so it survives a restart; it may be thrown away.
 */
public final class KeptReports {

    private static final String COLLECTION = "kept_reports";

    private final MongoCollection<Document> reports;
    private final String kind;
    private final int keptMax;

    /** @param kind of work, @param keptMax of it at most */
    public KeptReports(MongoDatabase database, String kind, int keptMax) {
        this.reports = database.getCollection(COLLECTION);
        this.kind = kind;
        this.keptMax = keptMax;
    }

    /** @param at when it was asked for; the oldest goes when there are too many */
    public void keep(String id, Instant at, String json) {
        reports.replaceOne(
                Filters.eq("_id", id),
                new Document("_id", id)
                        .append("kind", kind)
                        .append("at", Date.from(at))
                        .append("json", json),
                new ReplaceOptions().upsert(true));
        List<Document> beyond = reports.find(Filters.eq("kind", kind))
                .projection(new Document("_id", 1))
                .sort(Sorts.descending("at"))
                .skip(keptMax)
                .into(new ArrayList<>());
        beyond.forEach(old -> reports.deleteOne(Filters.eq("_id", old.getString("_id"))));
    }

    /** The newest first. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        reports.find(Filters.eq("kind", kind))
                .sort(Sorts.descending("at"))
                .limit(keptMax)
                .forEach(report -> all.add(report.getString("json")));
        return all;
    }
}
