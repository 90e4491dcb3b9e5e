package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.model.port.EventLog;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the embedded server, or on the real one that {@code REPRISE_MONGODB_URI} names. */
class MongoEventLogTest extends EventLogContract {

    private static MongoServer server;
    private static MongoClient client;

    private final MongoDatabase database =
            client.getDatabase("contract_" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeAll
    static void connect() {
        String uri = System.getenv("REPRISE_MONGODB_URI");
        if (uri == null) {
            server = new MongoServer(H2Backend.inMemory());
            uri = "mongodb://127.0.0.1:" + server.bind().getPort();
        }
        client = MongoClients.create(uri);
    }

    @AfterAll
    static void disconnect() {
        client.close();
        if (server != null) {
            server.shutdownNow();
        }
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
    }

    @Override
    EventLog open() {
        return new MongoEventLog(database);
    }

    @Override
    void flipOneByteAt(long firstPosition) {
        MongoCollection<Document> batches = database.getCollection("event_log");
        Document batch = batches.find(Filters.eq("_id", firstPosition)).first();
        Document event = batch.getList("events", Document.class).getFirst();
        byte[] payload = event.get("payload", Binary.class).getData();
        payload[1] ^= 1;
        event.put("payload", new Binary(payload));
        batches.replaceOne(Filters.eq("_id", firstPosition), batch);
    }

    @Test
    void twoServersOnOneDatabaseKeepOneOrder() throws Exception {
        try (EventLog one = open();
                EventLog two = open();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writers = new java.util.ArrayList<>();
            for (int w = 0; w < 8; w++) {
                EventLog log = w % 2 == 0 ? one : two;
                String stream = "stream-" + w;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        log.append(List.of(event(stream, i)));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
            assertThat(one.head()).isEqualTo(200);
            assertThat(ChainVerifier.verify(two).holds()).isTrue();
            assertThat(one.read(0, 1000)).hasSize(200);
        }
    }
}
