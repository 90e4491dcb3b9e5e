package io.reprise.benchmarks.models;

import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.recommend.Blend;
import io.reprise.ml.recommend.Content;
import io.reprise.ml.recommend.ItemNeighbours;
import io.reprise.ml.recommend.NextItemTraining;
import io.reprise.ml.recommend.NextItemTraining.Settings;
import io.reprise.ml.recommend.Popularity;
import io.reprise.ml.recommend.PublicSequences;
import io.reprise.ml.recommend.RankingData;
import io.reprise.ml.recommend.RankingData.Case;
import io.reprise.ml.recommend.RankingEvaluation;
import io.reprise.ml.recommend.RankingEvaluation.Interval;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.recommend.RankingEvaluation.Ranks;
import io.reprise.ml.recommend.Recommender;
import io.reprise.ml.recommend.SessionNeighbours;
import io.reprise.ml.recommend.Transformer;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.sequence.TransformerSize;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Which item comes next: all recommenders by one evaluation, on splits on which figures were published. */
final class RecommendationBenchmark implements ModelsPart {

    private static final double[] DECAYS = {0.4, 0.6, 0.8, 0.9, 1};
    private static final double[] WEIGHTS = {0.1, 0.2, 0.3, 0.5, 0.7};
    private static final int CHOOSING_CASES = 2_000;

    /** A figure that was published on the same split. */
    private record Published(String what, String hit10, String ndcg10, String mrr10, String hit20) {}

    private record Trial(
            RankingData data, Settings settings, Map<Integer, List<String>> words, List<Published> published) {}

    @Override
    public String howToRead() {
        return """
                # Recommenders

                Which item comes next, ranked among all items of the catalogue. HR@k (with one right answer also recall@k):
                the right item is among the first k. NDCG@k and MRR@k: how far in front. Items that score the same as the
                right one count as ranked before it. Intervals are 95 % by the bootstrap over shoppers or sessions, for one
                training; they say nothing of other seeds. What can be chosen (decay, weight of a blend, epoch) was chosen on
                validation data by NDCG@10, never on the test. Coverage is the share of the catalogue in anybody's first ten.
                Published figures are quoted for comparison and were not measured here.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        Path beauty = context.data().resolve("amazon-sequences").resolve("Beauty.txt.gz");
        if (isThere(beauty)) {
            measure(context, beauty(beauty, context.seed()));
        }
        Path diginetica = context.data().resolve("diginetica-sessions");
        if (isThere(diginetica.resolve("train_sessions.txt.gz"))) {
            measure(context, diginetica(diginetica, context.seed()));
        }
    }

    private static boolean isThere(Path file) {
        if (!Files.exists(file)) {
            System.out.println("not measured: there is no " + file);
        }
        return Files.exists(file);
    }

    private static Trial beauty(Path file, long seed) throws IOException {
        return new Trial(
                PublicSequences.leaveOneOut("Beauty", file),
                new Settings(
                        new TransformerSize(2, 64, 2, 128, 50, 0.4f),
                        Objective.CAUSAL,
                        30,
                        128,
                        0.002f,
                        2_048,
                        8,
                        seed,
                        1),
                PublicSequences.attributes(file.resolveSibling("Beauty_item2attributes.json.gz")),
                List.of(
                        new Published("SASRec as in S3-Rec (Zhou et al. 2020)", "0.0605", "0.0318", "–", "–"),
                        new Published(
                                "SASRec with full cross-entropy, as reported later", "0.085", "0.047", "–", "–")));
    }

    private static Trial diginetica(Path folder, long seed) throws IOException {
        return new Trial(
                PublicSequences.sessions("Diginetica", folder),
                new Settings(
                        new TransformerSize(2, 64, 2, 128, 30, 0.3f),
                        Objective.CAUSAL,
                        4,
                        256,
                        0.002f,
                        4_096,
                        3,
                        seed,
                        1),
                Map.of(),
                List.of(
                        new Published("SASRec (published)", "0.414", "–", "0.186", "–"),
                        new Published("GRU4Rec (published)", "0.369", "–", "0.163", "–")));
    }

    private static void measure(Context context, Trial trial) throws IOException {
        RankingData data = trial.data();
        System.out.printf(
                "%s: %,d items, %,d sequences to learn from, %,d cases%n",
                data.name(), data.items(), data.train().size(), data.test().size());
        NextItemTraining training = new NextItemTraining(data, trial.settings());
        Path checkpoint = context.home()
                .resolve("recommendation")
                .resolve(data.name().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + context.seed() + ".checkpoint");
        Files.createDirectories(checkpoint.getParent());
        Fitted fitted = training.fit(
                checkpoint,
                epoch -> System.out.printf(
                        Locale.ROOT,
                        "  epoch %d/%d  loss %.4f  validation NDCG@10 %.5f%s  %.0f s%n",
                        epoch.number(),
                        epoch.of(),
                        epoch.trainLoss(),
                        -epoch.score(),
                        epoch.isBest() ? " best" : "",
                        epoch.seconds()));
        if (!fitted.isComplete()) {
            System.out.println("stopped; the same command goes on from here");
            return;
        }
        try (TrainedSequences trained = new TrainedSequences(training.model(), fitted.weights())) {
            List<Named> all = recommenders(trial, new Transformer(trained));
            List<List<Object>> rows = new ArrayList<>();
            for (Named named : all) {
                Ranks ranks = RankingEvaluation.of(named.recommender(), data.test(), data.isSeenExcluded());
                rows.add(row(named, ranks, context.seed()));
                System.out.println(rows.getLast());
            }
            trial.published()
                    .forEach(p -> rows.add(
                            List.of(p.what(), "published", p.hit10(), p.ndcg10(), p.mrr10(), p.hit20(), "–", "–")));
            context.report().table(data.name(), note(trial, fitted), columns(), rows);
        }
    }

    private record Named(Recommender recommender, String chosen) {}

    private static List<Named> recommenders(Trial trial, Recommender transformer) {
        RankingData data = trial.data();
        List<Named> all = new ArrayList<>();
        all.add(new Named(new Popularity(data.items(), data.train()), ""));
        if (!trial.words().isEmpty()) {
            all.add(best(data, DECAYS, "decay", decay -> new Content(data.items(), trial.words(), decay)));
        }
        all.add(best(data, DECAYS, "decay", decay -> new ItemNeighbours(data.items(), data.train(), 200, decay)));
        Named sessions = best(
                data, DECAYS, "decay", decay -> new SessionNeighbours(data.items(), data.train(), 500, 1_000, decay));
        all.add(sessions);
        all.add(new Named(transformer, ""));
        all.add(best(
                data,
                WEIGHTS,
                "weight of session-kNN",
                weight -> new Blend("transformer and session-kNN", transformer, sessions.recommender(), weight)));
        return all;
    }

    /** The one that ranks best on validation cases. */
    private static Named best(RankingData data, double[] values, String what, DoubleFunction<Recommender> maker) {
        int n = Math.max(1, data.validation().size() / CHOOSING_CASES);
        List<Case> cases = IntStream.range(0, data.validation().size())
                .filter(i -> i % n == 0)
                .mapToObj(data.validation()::get)
                .toList();
        record Tried(Named named, double score) {}
        return java.util.Arrays.stream(values)
                .mapToObj(value -> {
                    Recommender made = maker.apply(value);
                    double score = RankingEvaluation.of(made, cases, data.isSeenExcluded())
                            .mean(Measure.NDCG, 10);
                    System.out.printf(
                            Locale.ROOT, "  %s, %s %.1f: validation NDCG@10 %.5f%n", made.name(), what, value, score);
                    return new Tried(new Named(made, what + " " + value), score);
                })
                .max(Comparator.comparingDouble(Tried::score))
                .orElseThrow()
                .named();
    }

    private static String note(Trial trial, Fitted fitted) {
        RankingData data = trial.data();
        return String.format(
                Locale.ROOT,
                "%,d items, %,d sequences to learn from, %,d cases; items of the history are %s. Transformer: %s, %s; best"
                        + " after epoch %d of at most %d.",
                data.items(),
                data.train().size(),
                data.test().size(),
                data.isSeenExcluded() ? "left out of the ranking" : "ranked, too",
                trial.settings().size(),
                trial.settings().sample() == 0
                        ? "softmax over all items"
                        : "softmax over a batch's items and " + trial.settings().sample() + " drawn ones, corrected",
                fitted.epoch(),
                trial.settings().epochs());
    }

    private static List<String> columns() {
        return List.of("recommender", "chosen", "HR@10", "NDCG@10", "MRR@10", "HR@20", "MRR@20", "coverage@10");
    }

    private static List<Object> row(Named named, Ranks ranks, long seed) {
        List<Object> row = new ArrayList<>(List.of(
                named.recommender().name(),
                named.chosen(),
                told(ranks.interval(Measure.HR, 10, seed)),
                told(ranks.interval(Measure.NDCG, 10, seed)),
                told(ranks.interval(Measure.MRR, 10, seed))));
        row.add(told(ranks.interval(Measure.HR, 20, seed)));
        row.add(told(ranks.interval(Measure.MRR, 20, seed)));
        row.add(String.format(Locale.ROOT, "%.3f", ranks.coverage()));
        return row;
    }

    private static String told(Interval interval) {
        return String.format(Locale.ROOT, "%.4f (%.4f–%.4f)", interval.mean(), interval.low(), interval.high());
    }
}
