package io.reprise.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.fairness.BinaryFairness;
import io.reprise.ml.fairness.Sampling;
import io.reprise.ml.tensorflow.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** More artifacts for a shelf: the trained network again, in bytes of their own, with another card. */
final class PlantedReleases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLANTED = "planted-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path models;

    PlantedReleases(Path home) {
        this.models = home.resolve("models");
    }

    /** @param change what its card says differently from that of the trained demand model */
    ModelReleaseId plant(String model, Consumer<ObjectNode> change) throws IOException {
        Path original = trained("demand");
        Path incoming = Files.createTempDirectory(models, ".planted");
        copy(original, incoming);
        Path graph = incoming.resolve("saved_model.pb");
        byte[] bytes = Files.readAllBytes(graph);
        // A field that no SavedModel has and every reader skips: number 15, a small integer.
        byte[] marked = Arrays.copyOf(bytes, bytes.length + 2);
        marked[bytes.length] = 15 << 3;
        marked[bytes.length + 1] = (byte) COUNT.incrementAndGet();
        Files.write(graph, marked);
        String sha = Sha256.hex(marked);
        ObjectNode card = (ObjectNode) JSON.readTree(incoming.resolve(Card.FILE).toFile());
        card.put("model", model).put("artifactSha256", sha).put("version", PLANTED + COUNT.get());
        change.accept(card);
        JSON.writeValue(incoming.resolve(Card.FILE).toFile(), card);
        Files.createDirectories(models.resolve(model));
        Files.move(incoming, models.resolve(model).resolve(sha));
        return new ModelReleaseId(model, sha);
    }

    /** Another baseline of the demand model: the same numbers, in bytes of their own. @return its digest */
    String plantBaseline() throws IOException {
        Path incoming = Files.createTempDirectory(models, ".planted");
        copy(trained("demand-baseline"), incoming);
        Path numbers = incoming.resolve(BaselineArtifact.FILE);
        Files.writeString(numbers, Files.readString(numbers) + " ".repeat(COUNT.incrementAndGet()));
        String sha = Sha256.hex(Files.readAllBytes(numbers));
        ObjectNode card = (ObjectNode) JSON.readTree(incoming.resolve(Card.FILE).toFile());
        card.put("artifactSha256", sha).put("version", PLANTED + COUNT.get());
        JSON.writeValue(incoming.resolve(Card.FILE).toFile(), card);
        Files.move(incoming, models.resolve("demand-baseline").resolve(sha));
        return sha;
    }

    private Path trained(String model) throws IOException {
        try (Stream<Path> all = Files.list(models.resolve(model))) {
            for (Path folder : all.toList()) {
                String version = JSON.readTree(folder.resolve(Card.FILE).toFile())
                        .get("version")
                        .asText();
                if (!version.startsWith(PLANTED)) {
                    return folder;
                }
            }
        }
        throw new IllegalStateException("no " + model + " was trained");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    static void noBetter(ObjectNode card) {
        card.put("error", card.get("baselineError").asDouble());
    }

    /** Held-out rows of two regions, in the smaller of which far less happens than the model says. */
    static void unfair(ObjectNode card) {
        int rows = 600;
        double[] predicted =
                IntStream.range(0, rows).mapToDouble(i -> 0.3 + i % 7 * 0.05).toArray();
        float[] happened = new float[rows];
        for (int i = 0; i < rows; i++) {
            happened[i] = i % 3 == 0 ? (i % 10 == 0 ? 1 : 0) : i % 2;
        }
        List<String> regions = IntStream.range(0, rows)
                .mapToObj(i -> i % 3 == 0 ? "Wales" : "Kent")
                .toList();
        List<GroupFigures> groups = BinaryFairness.measure("region", predicted, happened, regions, Sampling.of(1));
        card.set("groups", JSON.valueToTree(groups));
    }
}
