package io.reprise.projections;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import io.reprise.projections.evidence.EmbeddedEvidenceStore;
import io.reprise.projections.evidence.MongoEvidenceStore;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.MongoCheckpoints;
import java.nio.file.Path;

/** What an installation must not lose: the log, the evidence its decisions rest on, and the checkpoints it was given. */
public record Stores(EventLog log, EvidenceStore evidence, CheckpointStore checkpoints) implements AutoCloseable {

    /** Files in an installation's folder, for one process at a time. */
    public static Stores embedded(Path home) {
        return new Stores(
                EmbeddedEventLog.open(home.resolve("log")),
                new EmbeddedEvidenceStore(home.resolve("evidence")),
                new FolderCheckpoints(home.resolve("checkpoints")));
    }

    /** Collections of a database, which stays open. */
    public static Stores in(MongoDatabase database) {
        return new Stores(
                new MongoEventLog(database), new MongoEvidenceStore(database), new MongoCheckpoints(database));
    }

    @Override
    public void close() {
        log.close();
    }
}
