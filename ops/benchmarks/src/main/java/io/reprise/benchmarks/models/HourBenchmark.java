package io.reprise.benchmarks.models;

import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.sequence.BehaviourExamples;
import io.reprise.ml.sequence.BehaviourFitting;
import io.reprise.ml.sequence.BehaviourVocabulary;
import io.reprise.ml.sequence.Example;
import io.reprise.ml.sequence.HeadCalibration;
import io.reprise.ml.sequence.History;
import io.reprise.ml.sequence.OwnHours;
import io.reprise.ml.sequence.SequenceModel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.sequence.TransformerSize;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import io.reprise.ml.training.BehaviourActions;
import io.reprise.ml.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** At which hour of the day a shopper buys next: the transformer beside histograms. */
final class HourBenchmark implements ModelsPart {

    private static final int SEEDS_MAX = 3;
    private static final int EPOCHS = 8;
    private static final int TRAIN_MAX = 20_000;
    private static final int HELD_OUT_MAX = 12_000;
    private static final int WINDOW_HOURS = 168;
    private static final int ITEMS_MAX = 50_000;
    private static final int DRAWS = 1_000;
    private static final double[] STRENGTHS = {1, 2, 4, 8, 16, 32, 64, 128};

    private static final String VISITS = "own visits round the clock";

    private record Told(String name, String chosen, double[] logLikelihoods) {}

    @Override
    public String howToRead() {
        return """
                # Hour of the next purchase

                Within a week after a moment, at which of the 24 hours a shopper buys first, given that the shopper does: mean
                log-likelihood in nats of each purchase in the last 12 % of the time; higher is better. The histogram is that
                of all purchases in training; the shopper's own one (every action counts) is mixed with it, by a strength
                chosen on validation data. "Own visits round the clock" is where the transformer's head begins: each visit
                counts at its hour and, by a bell, at those near; strength and width of the bell are chosen on validation
                data. What the transformer has learned is drawn back to where it began by a weight chosen on validation data,
                too. Behind each seed are other weights, order of examples and examples drawn; intervals are
                95 % by the bootstrap over purchases; over seeds by Student's t.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        Path file = context.data().resolve("uci-online-retail").resolve("online-retail.csv.gz");
        String data = Files.exists(file) ? file.toString() : RetailData.BUNDLED;
        List<List<Object>> rows = new ArrayList<>();
        Map<String, List<Double>> gains = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(SEEDS_MAX, context.repetitions()); i++) {
            rows.addAll(measure(context, data, context.seed() + i, gains));
        }
        String from =
                data.equals(RetailData.BUNDLED) ? "the bundled extract of UCI Online Retail" : "UCI Online Retail";
        context.report()
                .table(
                        "Log-likelihood of the hour, on " + from,
                        "Windows of " + WINDOW_HOURS + " h, " + TransformerSize.preset("laptop") + ".",
                        List.of(
                                "seed",
                                "purchases",
                                "model",
                                "chosen",
                                "log-likelihood",
                                "difference to the histogram",
                                "difference to own visits"),
                        rows);
        context.report()
                .table(
                        "Over seeds",
                        "Mean difference to the histogram.",
                        List.of("model", "seeds", "difference to the histogram"),
                        gains.entrySet().stream()
                                .map(gain -> {
                                    Spread spread = Spread.of(gain.getValue());
                                    return List.<Object>of(gain.getKey(), spread.runs(), spread.text(4));
                                })
                                .toList());
    }

    private static List<List<Object>> measure(Context context, String data, long seed, Map<String, List<Double>> gains)
            throws Exception {
        BehaviourActions actions = BehaviourActions.of(new TrainingRun(data, context.home(), seed, 0, System.out));
        BehaviourVocabulary vocabulary =
                BehaviourVocabulary.of(actions.shoppers(), ITEMS_MAX, actions.zone(), WINDOW_HOURS);
        BehaviourExamples examples = BehaviourExamples.of(
                actions.shoppers(), vocabulary, actions.first(), actions.last(), TRAIN_MAX, HELD_OUT_MAX, seed);
        List<Example> test = bought(examples.test());
        double[] all = histogram(bought(examples.train()));
        List<Example> validation = bought(examples.validation());
        double strength = Arrays.stream(STRENGTHS)
                .boxed()
                .max(Comparator.comparingDouble(s -> mean(logLikelihoods(validation, example -> own(example, all, s)))))
                .orElseThrow();
        SequenceModel model = SequenceModel.ofBehaviour(
                vocabulary.shape(Objective.CAUSAL),
                TransformerSize.preset("laptop"),
                examples.train(),
                examples.validation());
        OwnHours visits = model.own().orElseThrow();
        List<Told> told = List.of(
                new Told("histogram", "", logLikelihoods(test, example -> all)),
                new Told(
                        "shopper's own histogram",
                        "strength " + strength,
                        logLikelihoods(test, example -> own(example, all, strength))),
                new Told(
                        VISITS,
                        "strength " + visits.strength() + ", width " + visits.width() + " h",
                        logLikelihoods(test, example -> visits.shares(model, example.history()))),
                ofTransformer(context, model, examples, test, seed));
        double[] histogram = told.getFirst().logLikelihoods();
        double[] begun = told.get(2).logLikelihoods();
        List<List<Object>> rows = new ArrayList<>();
        for (Told one : told) {
            gains.computeIfAbsent(one.name(), name -> new ArrayList<>())
                    .add(mean(one.logLikelihoods()) - mean(histogram));
            rows.add(List.of(
                    seed,
                    test.size(),
                    one.name(),
                    one.chosen(),
                    String.format(Locale.ROOT, "%.4f", mean(one.logLikelihoods())),
                    difference(one.logLikelihoods(), histogram, seed),
                    difference(one.logLikelihoods(), begun, seed)));
            System.out.println(rows.getLast());
        }
        return rows;
    }

    private static Told ofTransformer(
            Context context, SequenceModel model, BehaviourExamples examples, List<Example> test, long seed)
            throws Exception {
        Path checkpoint = context.home().resolve("hour").resolve("seed-" + seed + ".checkpoint");
        Files.createDirectories(checkpoint.getParent());
        Fitted fitted = BehaviourFitting.fit(
                model,
                examples,
                new BehaviourFitting.Settings(EPOCHS, 0.001f, seed),
                checkpoint,
                "hour",
                epoch -> System.out.printf(
                        Locale.ROOT,
                        "  epoch %d/%d  train %.4f  validation %.4f  %.0f s%n",
                        epoch.number(),
                        epoch.of(),
                        epoch.trainLoss(),
                        epoch.score(),
                        epoch.seconds()));
        HeadCalibration calibration = BehaviourFitting.calibration(model, fitted, examples);
        try (TrainedSequences trained = new TrainedSequences(model, fitted.weights())) {
            List<History> histories = test.stream().map(Example::history).toList();
            List<float[]> hours = trained.hours(histories);
            double[] told = new double[test.size()];
            for (int i = 0; i < told.length; i++) {
                told[i] = Math.log(Math.max(
                        1e-9,
                        calibration.hour(
                                model,
                                histories.get(i),
                                hours.get(i),
                                test.get(i).hour())));
            }
            return new Told("transformer as served", "what it learned weighs " + calibration.hourWeight(), told);
        }
    }

    private static List<Example> bought(List<Example> examples) {
        return examples.stream().filter(example -> example.hour() >= 0).toList();
    }

    private static double[] histogram(List<Example> examples) {
        double[] counts = new double[BehaviourVocabulary.HOURS_OF_DAY];
        Arrays.fill(counts, 1);
        examples.forEach(example -> counts[example.hour()]++);
        double sum = DoubleStream.of(counts).sum();
        return DoubleStream.of(counts).map(count -> count / sum).toArray();
    }

    /** The hours of what the shopper did before, and so many times the histogram of all. */
    private static double[] own(Example example, double[] all, double strength) {
        int[][] channels = example.history().channels();
        int[] hours = channels[channels.length - 1];
        double[] shares = new double[all.length];
        for (int hour : hours) {
            shares[hour - 1]++;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (shares[i] + strength * all[i]) / (hours.length + strength);
        }
        return shares;
    }

    private static double[] logLikelihoods(List<Example> examples, Function<Example, double[]> shares) {
        return examples.stream()
                .mapToDouble(example -> Math.log(shares.apply(example)[example.hour()]))
                .toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }

    private static String difference(double[] values, double[] base, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                int drawn = random.nextInt(values.length);
                sum += values[drawn] - base[drawn];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        return String.format(
                Locale.ROOT,
                "%+.4f (%+.4f to %+.4f)",
                mean(values) - mean(base),
                means[(int) (DRAWS * 0.025)],
                means[(int) (DRAWS * 0.975) - 1]);
    }
}
