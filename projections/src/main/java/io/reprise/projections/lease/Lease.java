package io.reprise.projections.lease;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several servers on one database does something: the one whose beat goes on. Others take over when they have not
 * seen it for a while on a clock of their own, so that clocks need not agree. A server may ask for it, and gets it at the
 * holder's next beat.
 *
 * <p>A holder that was paused for long finds out at its next beat, and until then there are two. So whatever is done under a
 * lease must do no harm when it is done twice: the lease saves work, it is not what keeps anything right.
 */
public final class Lease implements AutoCloseable {

    /** How often to call {@link #beat}. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    /** After which a beat that stands still is taken for a server that has died. */
    public static final Duration EXPIRY = Duration.ofSeconds(5);

    static final String COLLECTION = "leases";

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final MongoCollection<Document> documents;
    private final String duty;
    private final long expiryNanos;
    private final String me = name();
    private volatile boolean isHeld;
    private volatile String holder = "";
    private Document seen;
    private long seenNanos = System.nanoTime();

    /** @param duty what it is about, the same for all servers */
    public Lease(MongoDatabase database, String duty) {
        this(database, duty, EXPIRY);
    }

    Lease(MongoDatabase database, String duty, Duration expiry) {
        this.documents = database.getCollection(COLLECTION);
        this.duty = duty;
        this.expiryNanos = expiry.toNanos();
    }

    /** The server that has a duty at this moment, which takes two beats to find out; empty where none does. */
    public static Optional<String> holderOf(MongoDatabase database, String duty) {
        MongoCollection<Document> documents = database.getCollection(COLLECTION);
        Document before = documents.find(Filters.eq("_id", duty)).first();
        if (before == null) {
            return Optional.empty();
        }
        try {
            Thread.sleep(BEAT.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Document after = documents.find(Filters.eq("_id", duty)).first();
        return before.equals(after) ? Optional.empty() : Optional.ofNullable(before.getString("holder"));
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

    public boolean isHeld() {
        return isHeld;
    }

    /** Who holds it, as far as known; empty where that is not known yet. */
    public String holder() {
        return holder;
    }

    /** Takes or keeps the lease, where that is possible; to be called once a beat. */
    public synchronized void beat() {
        try {
            isHeld = isHeld ? renew() : take();
        } catch (MongoException e) {
            LOG.warn("the lease of {} cannot be read: {}", duty, e.getMessage());
            isHeld = isHeld && System.nanoTime() - seenNanos < expiryNanos;
        }
    }

    /** Asks the holder to hand it over to this server at its next beat. */
    public void ask() {
        documents.updateOne(Filters.eq("_id", duty), Updates.set("asked", me));
    }

    private boolean renew() {
        Document mine = documents.findOneAndUpdate(
                Filters.and(Filters.eq("_id", duty), Filters.eq("holder", me)),
                Updates.inc("beat", 1L),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        seenNanos = System.nanoTime();
        if (mine == null) {
            return false;
        }
        String asked = mine.getString("asked");
        if (asked == null || asked.equals(me)) {
            return true;
        }
        documents.updateOne(
                Filters.and(Filters.eq("_id", duty), Filters.eq("holder", me)),
                Updates.combine(Updates.set("holder", asked), Updates.unset("asked"), Updates.inc("beat", 1L)));
        return false;
    }

    private boolean take() {
        Document now = documents.find(Filters.eq("_id", duty)).first();
        if (now == null) {
            return create();
        }
        holder = now.getString("holder");
        if (holder.equals(me)) {
            return taken(); // Handed over.
        }
        if (!now.equals(seen)) {
            seen = now;
            seenNanos = System.nanoTime();
            return false;
        }
        if (System.nanoTime() - seenNanos < expiryNanos) {
            return false;
        }
        Document before = documents.findOneAndUpdate(
                Filters.and(
                        Filters.eq("_id", duty), Filters.eq("holder", holder), Filters.eq("beat", now.getLong("beat"))),
                Updates.combine(Updates.set("holder", me), Updates.unset("asked"), Updates.inc("beat", 1L)));
        return before != null && taken();
    }

    private boolean create() {
        try {
            documents.insertOne(new Document("_id", duty).append("holder", me).append("beat", 0L));
            return taken();
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // Another server was faster.
            }
            throw e;
        }
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
            documents.deleteOne(Filters.and(Filters.eq("_id", duty), Filters.eq("holder", me)));
        }
    }
}
