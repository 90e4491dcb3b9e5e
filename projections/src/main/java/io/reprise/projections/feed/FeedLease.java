package io.reprise.projections.feed;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which server feeds the views, where several share a database: the one whose beat goes on. Others take over when they
 * have not seen it for a while on a clock of their own, so that clocks need not agree. Two that feed at once, after a
 * long pause of the first, do no harm, because no document goes back; they only do the work twice.
 */
final class FeedLease implements AutoCloseable {

    static final Duration BEAT = Duration.ofSeconds(1);

    private static final String COLLECTION = "view_lease";
    private static final String ID = "views";
    private static final long EXPIRY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(FeedLease.class);

    private final MongoCollection<Document> documents;
    private final String me = name();
    private volatile boolean isHeld;
    private volatile String holder = "";
    private Document seen;
    private long seenNanos = System.nanoTime();

    FeedLease(MongoDatabase database) {
        documents = database.getCollection(COLLECTION);
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return ProcessHandle.current().pid() + "@" + host + "#"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    boolean isHeld() {
        return isHeld;
    }

    /** Who feeds the views, as far as known. */
    String holder() {
        return holder;
    }

    /** Takes or keeps the lease, where that is possible; to be called once a beat. */
    synchronized void beat() {
        try {
            isHeld = isHeld ? renew() : take();
        } catch (MongoException e) {
            LOG.warn("the lease of the views cannot be read: {}", e.getMessage());
            isHeld = isHeld && System.nanoTime() - seenNanos < EXPIRY_NANOS;
        }
    }

    private boolean renew() {
        boolean mine = documents
                        .updateOne(
                                Filters.and(Filters.eq("_id", ID), Filters.eq("holder", me)), Updates.inc("beat", 1L))
                        .getMatchedCount()
                == 1;
        seenNanos = System.nanoTime();
        return mine;
    }

    private boolean take() {
        Document now = documents.find(Filters.eq("_id", ID)).first();
        if (now == null) {
            documents.insertOne(new Document("_id", ID).append("holder", me).append("beat", 0L));
            return taken();
        }
        holder = now.getString("holder");
        if (!now.equals(seen)) {
            seen = now;
            seenNanos = System.nanoTime();
            return false;
        }
        if (System.nanoTime() - seenNanos < EXPIRY_NANOS) {
            return false;
        }
        Document before = documents.findOneAndUpdate(
                Filters.and(
                        Filters.eq("_id", ID), Filters.eq("holder", holder), Filters.eq("beat", now.getLong("beat"))),
                Updates.combine(Updates.set("holder", me), Updates.inc("beat", 1L)));
        return before != null && taken();
    }

    private boolean taken() {
        holder = me;
        seenNanos = System.nanoTime();
        return true;
    }

    /** Gives it back, so that another need not wait. */
    @Override
    public synchronized void close() {
        if (isHeld) {
            isHeld = false;
            documents.deleteOne(Filters.and(Filters.eq("_id", ID), Filters.eq("holder", me)));
        }
    }
}
