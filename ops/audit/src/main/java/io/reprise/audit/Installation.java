package io.reprise.audit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The stores of an installation, opened as the server opens them: by {@code REPRISE_HOME} and {@code REPRISE_MONGODB_URI}. */
final class Installation implements AutoCloseable {

    private final Path home;
    private final MongoClient client;
    private final Stores stores;

    private Installation(Path home, MongoClient client, Stores stores) {
        this.home = home;
        this.client = client;
        this.stores = stores;
    }

    /** One that is there. */
    static Installation open() {
        if (isEmbedded() && !Files.isDirectory(homeFolder().resolve("log"))) {
            throw new IllegalArgumentException(
                    "there is no event log in " + homeFolder() + ": set REPRISE_HOME, or run the demo first");
        }
        return openOrMake();
    }

    /** One that is there, or is begun now. */
    static Installation openOrMake() {
        if (isEmbedded()) {
            return new Installation(homeFolder(), null, Stores.embedded(homeFolder()));
        }
        MongoClient client = MongoClients.create(System.getenv("REPRISE_MONGODB_URI"));
        String database = System.getenv().getOrDefault("REPRISE_MONGODB_DATABASE", "reprise");
        return new Installation(homeFolder(), client, Stores.in(client.getDatabase(database)));
    }

    private static boolean isEmbedded() {
        String uri = System.getenv("REPRISE_MONGODB_URI");
        return uri == null || uri.isBlank();
    }

    private static Path homeFolder() {
        return Path.of(System.getenv().getOrDefault("REPRISE_HOME", ".reprise/server"));
    }

    Path home() {
        return home;
    }

    Stores stores() {
        return stores;
    }

    EventLog log() {
        return stores.log();
    }

    EvidenceStore evidence() {
        return stores.evidence();
    }

    CheckpointStore checkpoints() {
        return stores.checkpoints();
    }

    /** The keys that sign this installation's checkpoints, made if there are none. */
    LogKeys keys() {
        return LogKeys.in(home.resolve("keys"), System.getenv().getOrDefault("REPRISE_LOG_ORIGIN", ""));
    }

    /**
     * The keys whose signatures are trusted.
     *
     * @param file the auditor's own copy of the verifier lines, or null for the installation's
     */
    static List<NoteVerifier> trusted(Path file) throws IOException {
        Path lines = file == null ? homeFolder().resolve("keys").resolve("log-verifiers.txt") : file;
        if (!Files.exists(lines)) {
            throw new IllegalArgumentException(
                    "there are no verifier keys in " + lines + ": name them with --verifiers");
        }
        return LogKeys.verifiers(lines);
    }

    @Override
    public void close() {
        stores.close();
        if (client != null) {
            client.close();
        }
    }
}
