package io.reprise.benchmarks.eventlog;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** The MongoDB that is measured on: the one that is named, or an embedded stand-in that says so. */
final class MongoAtHand implements Closeable {

    /** Majority and journal, for everybody alike. */
    private static final WriteConcern DURABLE = WriteConcern.MAJORITY.withJournal(true);

    private static final int PAGE_DOCUMENTS = 1_000;
    /** The stand-in does not cut its answers at 48 MB, which the driver refuses; a batch may be a megabyte. */
    private static final int PAGE_BATCHES = 16;

    private final String name;
    private final MongoServer embedded;
    private final MongoClient client;
    private final AtomicInteger databases = new AtomicInteger();

    /** A database that was empty, and is dropped when it is closed. */
    record Database(MongoDatabase database) implements Closeable {
        @Override
        public void close() {
            database.drop();
        }
    }

    private MongoAtHand(String name, MongoServer embedded, String uri) {
        this.embedded = embedded;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(100))
                .writeConcern(DURABLE)
                .build());
        this.name = name.isBlank() ? nameOf(client) : name;
    }

    /**
     * @param uri of a server, or blank for the embedded one
     * @param name what the server is, or blank to ask it
     */
    static MongoAtHand open(String uri, String name, Path folder) {
        if (!uri.isBlank()) {
            return new MongoAtHand(name, null, uri);
        }
        MongoServer server =
                new MongoServer(new H2Backend(folder.resolve("mongo.mv").toString()));
        server.bind();
        String local = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        return new MongoAtHand("mongo-java-server (H2, not MongoDB)", server, local);
    }

    private static String nameOf(MongoClient client) {
        Document build = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
        return "MongoDB " + build.getString("version");
    }

    String name() {
        return name;
    }

    boolean isDurable() {
        return embedded == null;
    }

    String durability() {
        return embedded == null ? "w: majority, j: true" : "none: written, not synced";
    }

    Database emptyDatabase() {
        MongoDatabase database = client.getDatabase("reprise_bench_" + databases.incrementAndGet());
        database.drop();
        return new Database(database);
    }

    /**
     * Reads a collection in order without decoding it.
     *
     * @param countField where a document says how many events it holds, or null where it holds one
     * @return number of events
     */
    static long readRaw(MongoDatabase database, String collection, String sortField, String countField) {
        long events = 0;
        try (MongoCursor<RawBsonDocument> cursor = database.getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(Sorts.ascending(sortField))
                .batchSize(countField == null ? PAGE_DOCUMENTS : PAGE_BATCHES)
                .cursor()) {
            while (cursor.hasNext()) {
                RawBsonDocument document = cursor.next();
                events +=
                        countField == null ? 1 : document.getNumber(countField).intValue();
            }
        }
        return events;
    }

    @Override
    public void close() {
        client.close();
        if (embedded != null) {
            embedded.shutdownNow();
        }
    }
}
