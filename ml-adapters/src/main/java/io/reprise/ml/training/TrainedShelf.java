package io.reprise.ml.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.TrainingSpread;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts what was trained on the shelf, with its card and what it needs beside it. */
public final class TrainedShelf {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LAST_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}$");

    /**
     * What a card says beside its measures.
     *
     * @param metric name of the error by which it is judged; smaller is better
     * @param baselineSha256 what {@link #putBaseline} answered, or empty
     */
    public record Facts(
            String model,
            String schema,
            String data,
            String trainSpan,
            String testSpan,
            long seed,
            String metric,
            String limits,
            String baselineSha256) {

        public Facts(
                String model,
                String schema,
                String data,
                String trainSpan,
                String testSpan,
                long seed,
                String metric,
                String limits) {
            this(model, schema, data, trainSpan, testSpan, seed, metric, limits, "");
        }

        /** Of a model that was measured against a baseline on the shelf. */
        Facts against(String baselineSha256) {
            return new Facts(model, schema, data, trainSpan, testSpan, seed, metric, limits, baselineSha256);
        }

        /** The last day that was learned from, where the span ends with it, and the seed. */
        private String version() {
            Matcher day = LAST_DAY.matcher(trainSpan);
            return (day.find() ? day.group() + "-" : "") + "seed-" + seed;
        }

        private Card card(
                String trainedBy,
                String model,
                String sha,
                String engine,
                SortedMap<String, Double> measures,
                SortedMap<String, Double> ofBaseline,
                List<GroupFigures> groups,
                TrainingSpread trained) {
            return new Card(
                    model,
                    version(),
                    schema,
                    sha,
                    engine,
                    data,
                    trainSpan,
                    testSpan,
                    seed,
                    trainedBy,
                    metric,
                    measures.getOrDefault(metric, Double.MAX_VALUE),
                    ofBaseline.get(metric),
                    measures,
                    limits,
                    groups,
                    baselineSha256,
                    trained);
        }
    }

    /** Writes an artifact into a folder. */
    public interface Export {
        /** @return the artifact's SHA-256 */
        String into(Path folder) throws IOException;
    }

    /** Measures an artifact on held-out data, given the way to run it as it will be served. */
    public interface Judge {
        SortedMap<String, Double> judge(UnaryOperator<Tensor> served);

        /** The same group by group, where the data tells any apart. */
        default List<GroupFigures> groups(UnaryOperator<Tensor> served) {
            return List.of();
        }

        /** What it was trained on, and what it answers to that, where questions in a sale have rows of the same kind. */
        default TrainingSpread trained(UnaryOperator<Tensor> served) {
            return TrainingSpread.NONE;
        }

        default Judge andGroups(Function<UnaryOperator<Tensor>, List<GroupFigures>> byGroup) {
            return new Parts(this::judge, byGroup, this::trained);
        }

        default Judge andTrained(Function<UnaryOperator<Tensor>, TrainingSpread> spread) {
            return new Parts(this::judge, this::groups, spread);
        }
    }

    private record Parts(
            Function<UnaryOperator<Tensor>, SortedMap<String, Double>> measures,
            Function<UnaryOperator<Tensor>, List<GroupFigures>> byGroup,
            Function<UnaryOperator<Tensor>, TrainingSpread> spread)
            implements Judge {

        @Override
        public SortedMap<String, Double> judge(UnaryOperator<Tensor> served) {
            return measures.apply(served);
        }

        @Override
        public List<GroupFigures> groups(UnaryOperator<Tensor> served) {
            return byGroup.apply(served);
        }

        @Override
        public TrainingSpread trained(UnaryOperator<Tensor> served) {
            return spread.apply(served);
        }
    }

    private final Path home;
    private final PrintStream out;
    private final String trainedBy;

    TrainedShelf(Path home, PrintStream out, String trainedBy) {
        this.home = home;
        this.out = out;
        this.trainedBy = trainedBy;
    }

    /**
     * @param beside file name → what the model needs to make features of a question
     * @return the artifact's SHA-256
     */
    public String put(
            Facts facts, Export export, Map<String, Object> beside, SortedMap<String, Double> ofBaseline, Judge judge)
            throws IOException {
        Path incoming = incoming();
        String sha = export.into(incoming);
        Path folder = moveIn(facts.model(), sha, incoming, beside);
        String engine = TensorFlowRuntime.engine();
        // Measured as it will be served, not as it was trained; the shelf finds it by its card.
        write(
                folder,
                facts.card(
                        trainedBy,
                        facts.model(),
                        sha,
                        engine,
                        new TreeMap<>(),
                        ofBaseline,
                        List.of(),
                        TrainingSpread.NONE));
        try (ModelShelf shelf = new ModelShelf(home)) {
            UnaryOperator<Tensor> served = input -> shelf.run(sha, input);
            SortedMap<String, Double> measures = judge.judge(served);
            write(
                    folder,
                    facts.card(
                            trainedBy,
                            facts.model(),
                            sha,
                            engine,
                            measures,
                            ofBaseline,
                            judge.groups(served),
                            judge.trained(served)));
            out.printf("  held out: model %s%n            baseline %s%n", measures, ofBaseline);
        }
        out.println("  artifact " + sha);
        return sha;
    }

    /**
     * Another seed, or less data, may make the same baseline again: then the one there is stays, and what it is called.
     *
     * @return the artifact's SHA-256
     */
    public String putBaseline(
            Facts facts, BaselineArtifact baseline, Map<String, Object> beside, SortedMap<String, Double> measures)
            throws IOException {
        Path incoming = incoming();
        String sha = BaselineArtifact.write(baseline, incoming);
        String model = facts.model() + "-baseline";
        Path folder = folder(model, sha);
        if (isThere(folder, beside)) {
            delete(incoming);
            return sha;
        }
        moveIn(model, sha, incoming, beside);
        write(
                folder,
                facts.card(
                        trainedBy,
                        model,
                        sha,
                        BaselineArtifact.ENGINE,
                        measures,
                        measures,
                        List.of(),
                        TrainingSpread.NONE));
        return sha;
    }

    private static boolean isThere(Path folder, Map<String, Object> beside) throws IOException {
        if (!Files.exists(folder.resolve(Card.FILE))) {
            return false;
        }
        for (Map.Entry<String, Object> file : beside.entrySet()) {
            Path kept = folder.resolve(file.getKey());
            if (!Files.exists(kept)
                    || !JSON.readTree(kept.toFile()).equals(JSON.readTree(JSON.writeValueAsBytes(file.getValue())))) {
                return false;
            }
        }
        return true;
    }

    private Path folder(String model, String sha) {
        return home.resolve("models").resolve(model).resolve(sha);
    }

    private Path incoming() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(home.resolve("models")), ".incoming");
    }

    private Path moveIn(String model, String sha, Path incoming, Map<String, Object> beside) throws IOException {
        Path folder = folder(model, sha);
        Files.createDirectories(folder.getParent());
        if (Files.exists(folder)) {
            // The same bits were trained before.
            delete(folder);
        }
        Files.move(incoming, folder);
        for (Map.Entry<String, Object> file : beside.entrySet()) {
            JSON.writeValue(folder.resolve(file.getKey()).toFile(), file.getValue());
        }
        return folder;
    }

    private static void write(Path folder, Card card) throws IOException {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(Card.FILE).toFile(), card);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
