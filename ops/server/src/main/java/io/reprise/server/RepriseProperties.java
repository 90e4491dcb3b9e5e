package io.reprise.server;

import io.reprise.ml.tensorflow.DeviceChoice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of an installation.
 *
 * @param home folder of everything that is kept: log, evidence, views, models, users, keys
 * @param mongodbUri names a MongoDB that carries log, evidence and views; empty for the embedded stores
 * @param mongodbDatabase its database
 * @param mongodbCa PEM file of who signs its certificate; empty for whom the JDK trusts
 * @param simulatedFrom where simulated time starts; empty for the machine's time
 * @param pseudonymKey makes pseudonyms; empty for the key in {@code home}
 * @param modelPatience how long a model may take to answer
 * @param recommendationPatience how long it may take where a shopper waits for it
 * @param modelsUrl a server of the Open Inference Protocol that runs the models; empty to run them in this process
 * @param modelsDevice where models run in this process
 * @param campaignsAtOnce campaigns that may run in the same hour, 0 for any number
 * @param sharedShoppersBps share of shoppers that two campaigns have in common, in basis points; 0 plans each by itself
 * @param snapshotEvents after how many events of an aggregate a snapshot of it is made
 * @param logKeys folder of the keys that sign the log; empty for {@code keys} in {@code home}
 * @param logOrigin name of the log in its checkpoints, used where its key is made; empty for one that is invented
 * @param checkpointInterval how often what is new in the log is signed
 * @param checkpointFolders where checkpoints are copied to besides, such as a mounted disk of somebody else's
 * @param witnesses URLs of witnesses that are shown every checkpoint
 * @param drain for how long a server that is told to stop still takes requests while it says that it is not ready
 * @param demo whether demo users with well-known passwords are made
 */
@ConfigurationProperties("reprise")
public record RepriseProperties(
        Path home,
        String mongodbUri,
        String mongodbDatabase,
        String mongodbCa,
        Instant simulatedFrom,
        String pseudonymKey,
        Duration modelPatience,
        Duration recommendationPatience,
        String modelsUrl,
        DeviceChoice modelsDevice,
        int campaignsAtOnce,
        int sharedShoppersBps,
        int snapshotEvents,
        Path logKeys,
        String logOrigin,
        Duration checkpointInterval,
        List<Path> checkpointFolders,
        List<URI> witnesses,
        Duration drain,
        boolean demo) {

    public RepriseProperties {
        if (snapshotEvents < 1) {
            throw new IllegalArgumentException("reprise.snapshot-events is at least 1, but was " + snapshotEvents);
        }
        checkpointFolders = checkpointFolders == null ? List.of() : List.copyOf(checkpointFolders);
        drain = drain == null ? Duration.ZERO : drain;
        witnesses = witnesses == null ? List.of() : List.copyOf(witnesses);
        logKeys = logKeys == null || logKeys.toString().isBlank() ? home.resolve("keys") : logKeys;
    }

    public boolean runsModels() {
        return modelsUrl == null || modelsUrl.isBlank();
    }

    public boolean isEmbedded() {
        return mongodbUri == null || mongodbUri.isBlank();
    }
}
