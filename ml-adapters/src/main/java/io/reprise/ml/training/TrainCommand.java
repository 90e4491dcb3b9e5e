package io.reprise.ml.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.baseline.BaselineArtifact.LogisticPurchase;
import io.reprise.ml.baseline.BaselineArtifact.SeasonalNaiveDemand;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.dataset.RetailImport;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import io.reprise.ml.training.Trainer.Data;
import io.reprise.ml.training.Trainer.Settings;
import io.reprise.ml.training.Trainer.Trained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Trains models and their baselines, measures both on held-out data, and puts them on the shelf with their cards. */
@CommandLine.Command(
        name = "train",
        description = "Trains demand, purchase, or all models.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HIDDEN = 16;

    @CommandLine.Parameters(index = "0", description = "demand, purchase or all.")
    private String model;

    @CommandLine.Option(names = "--data", defaultValue = RetailData.BUNDLED, description = "bundled, or a CSV file.")
    private String data;

    @CommandLine.Option(names = "--home", required = true, description = "Reprise's folder.")
    private Path home;

    @CommandLine.Option(names = "--seed", defaultValue = "1", description = "Seed of weights and order of rows.")
    private long seed;

    @CommandLine.Option(names = "--epochs", defaultValue = "12", description = "At most this many passes.")
    private int epochs;

    @CommandLine.Option(names = "--if-missing", description = "Do nothing where the model is on the shelf already.")
    private boolean ifMissing;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("demand", "purchase", "all").contains(model)) {
            System.err.println("train: there is no model '" + model + "': it is demand, purchase or all");
            return CommandLine.ExitCode.USAGE;
        }
        if (ifMissing && isOnTheShelf()) {
            return CommandLine.ExitCode.OK;
        }
        List<SaleLine> sales;
        try {
            // The model must not depend on this installation's key, and no pseudonym leaves this process.
            sales = RetailData.read(data, Pseudonym::new, rows -> {}).sales();
        } catch (RetailImport.UnreadableFile e) {
            System.err.println("train: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        TensorFlowRuntime.start(home);
        if (!model.equals("purchase")) {
            demand(sales);
        }
        if (!model.equals("demand")) {
            purchase(sales);
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean isOnTheShelf() {
        try (ModelShelf shelf = new ModelShelf(home)) {
            List<String> there =
                    shelf.all().stream().map(s -> s.card().model()).distinct().toList();
            return there.containsAll(
                    model.equals("all")
                            ? List.of("demand", "demand-baseline", "purchase", "purchase-baseline")
                            : List.of(model, model + "-baseline"));
        }
    }

    private void demand(List<SaleLine> sales) throws IOException {
        System.out.println("Training demand");
        DemandTraining.Splits splits = DemandTraining.splits(sales);
        Network network = new DemandNetwork();
        Trained trained =
                train(network, splits.train().data(), splits.validation().data(), 256, 0.003f);
        SeasonalNaiveDemand baseline = DemandTraining.baseline(splits.train().data());
        Data test = splits.test().data();
        Tensor input = new Tensor(test.size(), test.columns(), test.rows());
        SortedMap<String, Double> ofBaseline = Measures.demand(baseline.run(input), test.targets());

        Facts facts = new Facts(
                DemandFeatures.SCHEMA,
                splits.train().span(),
                splits.test().span(),
                "poisson-deviance",
                "Learned from one wholesale gift shop's opening hours in 2010 and 2011. Price effects mix with quantity"
                        + " discounts. Levels are those of the last weeks of the data.",
                List.of());
        String elasticity = String.format(
                Locale.ROOT, "%.2f", Math.log1p(Math.exp(trained.weights().get(4)[0][0])));
        System.out.println("  price elasticity learned: " + elasticity);
        shelve(
                "demand",
                network,
                trained,
                DemandFeatures.COLUMNS,
                splits.servingTable(),
                facts,
                input,
                ofBaseline,
                answer -> Measures.demand(answer, test.targets()));
        shelveBaseline("demand", baseline, splits.servingTable(), facts, ofBaseline);
    }

    private void purchase(List<SaleLine> sales) throws IOException {
        System.out.println("Training purchase");
        PurchaseTraining.Splits s = PurchaseTraining.splits(sales, seed);
        PurchaseNetwork network = new PurchaseNetwork(HIDDEN, s.shoppers(), s.affinity(), s.logitShift());
        PurchaseNetwork logistic = new PurchaseNetwork(0, s.shoppers(), s.affinity(), s.logitShift());
        Trained trained = train(network, s.train(), s.validation(), 256, 0.003f);
        System.out.println("Training purchase baseline (logistic regression)");
        Trained regression = train(logistic, s.train(), s.validation(), 256, 0.01f);
        double[] answers = probabilities(network, trained, s.test());
        SortedMap<String, Double> ofModel =
                Measures.probability(answers, s.test().targets());
        SortedMap<String, Double> ofBaseline = Measures.probability(
                probabilities(logistic, regression, s.test()), s.test().targets());
        DemandFeatures.Table table = new DemandFeatures.Table(Map.of(), new DemandFeatures.Level(0, 0), s.hourOfWeek());
        Facts facts = new Facts(
                PurchaseFeatures.SCHEMA,
                "until 11 weeks before the end of the data",
                "the last 6 weeks",
                "log-loss",
                "Learned from one wholesale gift shop. Hours without a purchase are undersampled in training and in the"
                        + " measures here; served probabilities are corrected for it.",
                PurchaseTraining.groups(s, answers, seed));
        shelve(
                "purchase",
                network,
                trained,
                PurchaseFeatures.COLUMNS,
                table,
                facts,
                null,
                ofBaseline,
                answer -> ofModel);
        shelveBaseline("purchase", averageShopper(s, logistic, regression.weights()), table, facts, ofBaseline);
    }

    private Trained train(Network network, Data train, Data validation, int batch, float rate) {
        long start = System.nanoTime();
        System.out.printf("  %,d rows to learn from, %,d to validate%n", train.size(), validation.size());
        Settings settings = new Settings(epochs, batch, rate, 3, seed);
        return Trainer.train(network, train, validation, settings, epoch -> {
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            long left = spent.toSeconds() * (epoch.of() - epoch.number()) / epoch.number();
            System.out.printf(
                    Locale.ROOT,
                    "  epoch %2d/%d  train %.5f  validation %.5f  at most %d s left%n",
                    epoch.number(),
                    epoch.of(),
                    epoch.trainLoss(),
                    epoch.validationLoss(),
                    left);
        });
    }

    private static double[] probabilities(PurchaseNetwork network, Trained trained, Data test) {
        double[] all = new double[test.size()];
        double[] row = new double[test.columns()];
        for (int i = 0; i < all.length; i++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = test.rows()[i * row.length + c];
            }
            all[i] = network.probability(row, trained.weights());
        }
        return all;
    }

    /** The regression with the sample's mean shopper filled in, and the undersampling undone. */
    private static LogisticPurchase averageShopper(
            PurchaseTraining.Splits s, PurchaseNetwork logistic, List<float[][]> weights) {
        double[] who = IntStream.range(0, 3)
                .mapToDouble(c -> Stream.of(s.shoppers())
                        .mapToDouble(row -> row[c])
                        .average()
                        .orElse(0))
                .toArray();
        List<Double> affinity = Stream.of(s.affinity())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(i -> row[i])
                        .average()
                        .orElse(0))
                .toList();
        double intercept = s.logitShift()
                + logistic.logit(
                        DoubleStream.concat(DoubleStream.of(who), DoubleStream.of(0, 0, 0))
                                .toArray(),
                        weights);
        return new LogisticPurchase(
                intercept, weights.get(0)[3][0], affinity, weights.get(0)[4][0], weights.get(0)[5][0]);
    }

    /** What a card says beside its measures. */
    private record Facts(
            String schema,
            String trainSpan,
            String testSpan,
            String metric,
            String limits,
            List<GroupFigures> groups) {}

    private interface Judge {
        SortedMap<String, Double> judge(Tensor answer);
    }

    private void shelve(
            String name,
            Network network,
            Trained trained,
            int columns,
            DemandFeatures.Table table,
            Facts facts,
            Tensor testInput,
            SortedMap<String, Double> ofBaseline,
            Judge judge)
            throws IOException {
        Path incoming = incoming();
        String sha = SavedModelWriter.write(network, trained.weights(), columns, incoming);
        // Measured as it will be served, not as it was trained.
        Path folder = moveIn(name, sha, incoming);
        JSON.writeValue(folder.resolve("features.json").toFile(), table);
        Card unmeasured = card(name, sha, facts, TensorFlowRuntime.engine(), new TreeMap<>(), ofBaseline);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(Card.FILE).toFile(), unmeasured);
        try (ModelShelf shelf = new ModelShelf(home)) {
            SortedMap<String, Double> measures = judge.judge(testInput == null ? null : shelf.run(sha, testInput));
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(
                            folder.resolve(Card.FILE).toFile(),
                            card(name, sha, facts, TensorFlowRuntime.engine(), measures, ofBaseline));
            System.out.printf("  held out: model %s%n            baseline %s%n", measures, ofBaseline);
        }
        System.out.println("  artifact " + sha);
    }

    private void shelveBaseline(
            String name,
            BaselineArtifact baseline,
            DemandFeatures.Table table,
            Facts facts,
            SortedMap<String, Double> measures)
            throws IOException {
        Path incoming = incoming();
        String sha = BaselineArtifact.write(baseline, incoming);
        Path folder = moveIn(name + "-baseline", sha, incoming);
        JSON.writeValue(folder.resolve("features.json").toFile(), table);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(
                        folder.resolve(Card.FILE).toFile(),
                        card(name + "-baseline", sha, facts, BaselineArtifact.ENGINE, measures, measures));
    }

    private Card card(
            String name,
            String sha,
            Facts facts,
            String engine,
            SortedMap<String, Double> measures,
            SortedMap<String, Double> ofBaseline) {
        return new Card(
                name,
                facts.trainSpan().substring(Math.max(0, facts.trainSpan().length() - 10)) + "-seed-" + seed,
                facts.schema(),
                sha,
                engine,
                data,
                facts.trainSpan(),
                facts.testSpan(),
                seed,
                "train-command",
                facts.metric(),
                measures.getOrDefault(facts.metric(), Double.MAX_VALUE),
                ofBaseline.get(facts.metric()),
                measures,
                facts.limits(),
                name.endsWith("-baseline") ? List.of() : facts.groups());
    }

    private Path incoming() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(home.resolve("models")), ".incoming");
    }

    private Path moveIn(String name, String sha, Path incoming) throws IOException {
        Path folder = home.resolve("models").resolve(name).resolve(sha);
        Files.createDirectories(folder.getParent());
        if (Files.exists(folder)) {
            // The same bits were trained before.
            delete(folder);
        }
        return Files.move(incoming, folder);
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
