package io.reprise.projections.eventstore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.UUID;

/** The server named by REPRISE_MONGODB_URI, or else an embedded one; a database of its own for each user. */
public final class TestMongo implements AutoCloseable {

    private final MongoServer embedded;
    private final String uri;
    private final MongoClient client;
    private final MongoDatabase database;

    public TestMongo() {
        String named = System.getenv("REPRISE_MONGODB_URI");
        embedded = named == null ? new MongoServer(H2Backend.inMemory()) : null;
        uri = embedded == null ? named : embedded.bindAndGetConnectionString();
        client = MongoClients.create(uri);
        database = client.getDatabase(
                "reprise_test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    public MongoDatabase database() {
        return database;
    }

    String uri() {
        return uri;
    }

    /** Takes the server away; only where it is ours. */
    boolean stopServer() {
        if (embedded != null) {
            embedded.shutdownNow();
        }
        return embedded != null;
    }

    @Override
    public void close() {
        if (embedded == null) {
            database.drop();
        }
        client.close();
        stopServer();
    }
}
