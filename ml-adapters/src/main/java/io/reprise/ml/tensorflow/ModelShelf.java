package io.reprise.ml.tensorflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowModel;
import io.reprise.ml.serving.ServingLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Every artifact there is, in {@code models/MODEL/SHA256/}: lists them by their cards and runs them by their digests. An
 * artifact whose bytes no longer have its digest is not run.
 */
public final class ModelShelf implements ModelRunner, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param card what it says about itself, @param folder where it lies */
    public record Shelved(Card card, Path folder) {}

    /** Rows that a trainer may leave beside an artifact, in the form of {@link Tensor#toBytes()}: to warm it up with. */
    public static final String PROBE = "probe.tensor";

    private final Path home;
    private final Path models;
    private final DeviceChoice device;
    private final Map<String, TensorFlowModel> open = new ConcurrentHashMap<>();
    private final Map<Path, ReadCard> cards = new ConcurrentHashMap<>();
    private ModelServing serving;

    private record ReadCard(FileTime written, long bytes, Card card) {}

    /** @param home Reprise's folder */
    public ModelShelf(Path home) {
        this(home, home.resolve("models"));
    }

    public ModelShelf(Path home, Path models) {
        this(home, models, DeviceChoice.AUTO);
    }

    public ModelShelf(Path home, Path models, DeviceChoice device) {
        this.home = home;
        this.models = models;
        this.device = device;
    }

    /** All artifacts, by model and digest. */
    public List<Shelved> all() {
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> cards = Files.find(models, 3, (path, a) -> path.endsWith(Card.FILE))) {
            return cards.sorted()
                    .map(path -> new Shelved(read(path), path.getParent()))
                    .sorted(Comparator.comparing((Shelved s) -> s.card().model())
                            .thenComparing(s -> s.card().artifactSha256()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the models cannot be listed", e);
        }
    }

    /** Cards are asked for at every question, and change only when somebody trains. */
    private Card read(Path card) {
        try {
            BasicFileAttributes file = Files.readAttributes(card, BasicFileAttributes.class);
            ReadCard before = cards.get(card);
            if (before == null
                    || before.bytes() != file.size()
                    || !before.written().equals(file.lastModifiedTime())) {
                before = new ReadCard(file.lastModifiedTime(), file.size(), JSON.readValue(card.toFile(), Card.class));
                cards.put(card, before);
            }
            return before.card();
        } catch (IOException e) {
            throw new UncheckedIOException("the card " + card + " cannot be read", e);
        }
    }

    public Optional<Shelved> find(String artifactSha256) {
        return all().stream()
                .filter(s -> s.card().artifactSha256().equals(artifactSha256))
                .findFirst();
    }

    /** The newest baseline of a model; which one decides beside a champion is {@link #baselineOf}'s to say. */
    public Optional<Shelved> baseline(String model) {
        return baselines(model).max(Comparator.comparing(s -> s.card().version()));
    }

    /** The baseline that a model was measured against; before cards said which, the one of the same version. */
    public Optional<Shelved> baselineOf(Card card) {
        return baselines(card.model())
                .filter(s -> card.baselineSha256().isEmpty()
                        ? s.card().version().equals(card.version())
                        : s.card().artifactSha256().equals(card.baselineSha256()))
                .findFirst();
    }

    private Stream<Shelved> baselines(String model) {
        return all().stream().filter(s -> s.card().model().equals(model + "-baseline"));
    }

    /** In chunks of the canonical size alone, so that recorded answers are made again as they were first made. */
    @Override
    public Tensor run(String artifactSha256, Tensor input) {
        Shelved shelved =
                find(artifactSha256).orElseThrow(() -> new ModelUnavailable("there is no artifact " + artifactSha256));
        if (shelved.card().isBaseline()) {
            verify(shelved, BaselineArtifact.FILE);
            return BaselineArtifact.read(shelved.card().model(), shelved.folder())
                    .run(input);
        }
        return open.computeIfAbsent(artifactSha256, sha -> load(shelved)).run(input);
    }

    private TensorFlowModel load(Shelved shelved) {
        verify(shelved, "saved_model.pb");
        TensorFlowRuntime.start(home);
        return new TensorFlowModel(shelved.folder(), TensorFlowRuntime.device(device));
    }

    /**
     * Opens a TensorFlow artifact for serving, in this process, and warms it up.
     *
     * @throws ModelUnavailable where there is none with that digest, or it cannot be loaded
     */
    public RowModel open(ArtifactId artifact) {
        Shelved shelved = find(artifact.sha256())
                .filter(found -> !found.card().isBaseline())
                .orElseThrow(() -> new ModelUnavailable("there is no artifact " + artifact.sha256()));
        TensorFlowModel model = load(shelved);
        try {
            return new WarmModel(model, probe(shelved));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Optional<Tensor> probe(Shelved shelved) {
        Path file = shelved.folder().resolve(PROBE);
        try {
            return Files.exists(file) ? Optional.of(Tensor.fromBytes(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new ModelUnavailable(PROBE + " of " + shelved.card().model() + " cannot be read", e);
        }
    }

    /** Serves this shelf's artifacts in this process; made when first asked for, closed with the shelf. */
    public synchronized ModelServing serving() {
        if (serving == null) {
            serving = new ModelServing(this::open, ServingLimits.usual(), Breakers.usual());
        }
        return serving;
    }

    static void verify(Shelved shelved, String file) {
        try {
            String digest = Sha256.hex(Files.readAllBytes(shelved.folder().resolve(file)));
            if (!digest.equals(shelved.card().artifactSha256())) {
                throw new ModelUnavailable("artifact " + shelved.card().artifactSha256()
                        + " was changed: its bytes have digest " + digest);
            }
        } catch (IOException e) {
            throw new ModelUnavailable(
                    "artifact " + shelved.card().artifactSha256() + " is incomplete: " + e.getMessage(), e);
        }
    }

    @Override
    public String device() {
        TensorFlowRuntime.start(home);
        return TensorFlowRuntime.device(device);
    }

    /** Something kept beside an artifact. */
    public <T> T beside(Shelved shelved, String file, Class<T> type) {
        try {
            return JSON.readValue(shelved.folder().resolve(file).toFile(), type);
        } catch (IOException e) {
            throw new ModelUnavailable(
                    file + " of " + shelved.card().model() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (serving != null) {
            serving.close();
        }
        open.values().forEach(TensorFlowModel::close);
        open.clear();
    }
}
