package io.reprise.audit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import io.reprise.projections.evidence.EmbeddedEvidenceStore;
import io.reprise.projections.evidence.MongoEvidenceStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stores of an installation, opened as the server opens them: by {@code REPRISE_HOME} and {@code REPRISE_MONGODB_URI}. */
final class Installation implements AutoCloseable {

    private final Path home;
    private final MongoClient client;
    private final EventLog log;
    private final EvidenceStore evidence;

    private Installation(Path home, MongoClient client, EventLog log, EvidenceStore evidence) {
        this.home = home;
        this.client = client;
        this.log = log;
        this.evidence = evidence;
    }

    static Installation open() {
        Path home = Path.of(System.getenv().getOrDefault("REPRISE_HOME", ".reprise/server"));
        String uri = System.getenv("REPRISE_MONGODB_URI");
        if (uri != null && !uri.isBlank()) {
            MongoClient client = MongoClients.create(uri);
            var database = client.getDatabase(System.getenv().getOrDefault("REPRISE_MONGODB_DATABASE", "reprise"));
            return new Installation(home, client, new MongoEventLog(database), new MongoEvidenceStore(database));
        }
        if (!Files.isDirectory(home.resolve("log"))) {
            throw new IllegalArgumentException(
                    "there is no event log in " + home + ": set REPRISE_HOME, or run the demo first");
        }
        return new Installation(
                home,
                null,
                EmbeddedEventLog.open(home.resolve("log")),
                new EmbeddedEvidenceStore(home.resolve("evidence")));
    }

    Path home() {
        return home;
    }

    EventLog log() {
        return log;
    }

    EvidenceStore evidence() {
        return evidence;
    }

    @Override
    public void close() {
        log.close();
        if (client != null) {
            client.close();
        }
    }
}
