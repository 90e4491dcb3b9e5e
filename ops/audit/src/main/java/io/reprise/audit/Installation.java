package io.reprise.audit;

import com.mongodb.client.MongoClient;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.MongoConnection;
import io.reprise.projections.Stores;
import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.MongoKeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stores of an installation, opened as the server opens them. */
final class Installation implements AutoCloseable {

    /**
     * Where an installation is: {@code REPRISE_HOME}, {@code REPRISE_MONGODB_URI}, {@code REPRISE_MONGODB_DATABASE} and
     * {@code REPRISE_MONGODB_CA} name its stores, {@code REPRISE_LOG_KEYS} and {@code REPRISE_LOG_ORIGIN} what signs its log.
     */
    record Place(Map<String, String> environment) {

        /** The stores of one that is there. */
        Installation open() {
            if (isEmbedded() && !Files.isDirectory(home().resolve("log"))) {
                throw new IllegalArgumentException(
                        "there is no event log in " + home() + ": set REPRISE_HOME, or run the demo first");
            }
            return openOrMake();
        }

        /** The stores of one that is there, or is begun now. */
        Installation openOrMake() {
            if (isEmbedded()) {
                return new Installation(this, null, Stores.embedded(home()));
            }
            MongoClient client = MongoConnection.open(
                    environment.get("REPRISE_MONGODB_URI"), environment.get("REPRISE_MONGODB_CA"), database());
            return new Installation(this, client, Stores.in(client.getDatabase(database())));
        }

        private String database() {
            return environment.getOrDefault("REPRISE_MONGODB_DATABASE", "reprise");
        }

        boolean isEmbedded() {
            return environment.getOrDefault("REPRISE_MONGODB_URI", "").isBlank();
        }

        /** The folder of an embedded shelf of people's keys. */
        Path people() {
            return home().resolve("people");
        }

        /** The secrets over people's keys. */
        PeopleKeys peopleKeys() {
            return PeopleKeys.in(keyFolder());
        }

        Path home() {
            return Path.of(environment.getOrDefault("REPRISE_HOME", ".reprise/server"));
        }

        Path keyFolder() {
            String folder = environment.getOrDefault("REPRISE_LOG_KEYS", "");
            return folder.isBlank() ? home().resolve("keys") : Path.of(folder);
        }

        /** The lines of the installation's verifier keys, as auditors are given them. */
        String verifierLines() throws IOException {
            return Files.readString(keyFolder().resolve("log-verifiers.txt"));
        }

        /**
         * The keys whose signatures are trusted.
         *
         * @param file the auditor's own copy of the verifier lines, or null for the installation's
         */
        List<NoteVerifier> trusted(Path file) {
            Path lines = file == null ? keyFolder().resolve("log-verifiers.txt") : file;
            if (!Files.exists(lines)) {
                throw new IllegalArgumentException(
                        "there are no verifier keys in " + lines + ": name them with --verifiers");
            }
            return LogKeys.verifiers(lines);
        }
    }

    private final Place place;
    private final MongoClient client;
    private final Stores stores;

    private Installation(Place place, MongoClient client, Stores stores) {
        this.place = place;
        this.client = client;
        this.stores = stores;
    }

    Path home() {
        return place.home();
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

    /** Closed by whoever asks. */
    KeyShelf keyShelf() {
        return client == null
                ? new EmbeddedKeyShelf(place.people())
                : new MongoKeyShelf(client.getDatabase(place.database()));
    }

    PeopleKeys peopleKeys() {
        return place.peopleKeys();
    }

    /** The keys that sign this installation's checkpoints, made if there are none. */
    LogKeys keys() {
        return LogKeys.in(place.keyFolder(), place.environment().getOrDefault("REPRISE_LOG_ORIGIN", ""));
    }

    @Override
    public void close() {
        stores.close();
        if (client != null) {
            client.close();
        }
    }
}
