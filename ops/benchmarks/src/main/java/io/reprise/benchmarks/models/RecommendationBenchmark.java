package io.reprise.benchmarks.models;

import io.reprise.benchmarks.models.RecommenderChoice.Chosen;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.recommend.Content;
import io.reprise.ml.recommend.ItemNeighbours;
import io.reprise.ml.recommend.NextItemTraining;
import io.reprise.ml.recommend.NextItemTraining.Settings;
import io.reprise.ml.recommend.Popularity;
import io.reprise.ml.recommend.RankingData;
import io.reprise.ml.recommend.RankingEvaluation;
import io.reprise.ml.recommend.RankingEvaluation.Interval;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.recommend.RankingEvaluation.Ranks;
import io.reprise.ml.recommend.Recommender;
import io.reprise.ml.recommend.SessionNeighbours;
import io.reprise.ml.recommend.Transformer;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Which item comes next: all recommenders by one evaluation, on splits on which figures were published. */
final class RecommendationBenchmark implements ModelsPart {

    private static final int SEEDS_MAX = 3;
    private static final double[] DECAYS = {0.4, 0.6, 0.8, 0.9, 1};

    @Override
    public String howToRead() {
        return """
                # Recommenders

                Which item comes next, ranked among all items of the catalogue. HR@k (with one right answer also recall@k):
                the right item is among the first k. NDCG@k and MRR@k: how far in front. Items that score the same as the
                right one count as ranked before it. In brackets: 95 % by the bootstrap over shoppers or sessions, for what has no
                seed or one; ± is half of a 95 % interval of the mean over seeds (Student's t). What can be chosen (decay,
                settings of neighbours, weight of a blend, epoch) was chosen on validation data by NDCG@10, never on the test.
                Coverage is the share of the catalogue in anybody's first ten. Published figures are quoted for comparison
                and were not measured here.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        for (RecommendationTrial trial : RecommendationTrial.of(context.data(), context.dataSet())) {
            measure(context, trial);
        }
    }

    /** @param chosen what was chosen, seed after seed, @param ranks one for each seed */
    private record Row(String recommender, List<String> chosen, List<Ranks> ranks) {}

    private static void measure(Context context, RecommendationTrial trial) throws IOException {
        RankingData data = trial.data();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d items, %,d sequences to learn from, %,d cases%n",
                data.name(),
                data.items(),
                data.train().size(),
                data.test().size());
        RecommenderChoice choice = new RecommenderChoice(data);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Chosen one : withoutSeed(trial, choice)) {
            add(rows, one, RankingEvaluation.of(one.recommender(), data.test(), data.isSeenExcluded()), context);
        }
        Chosen stan = choice.neighbours();
        LatestAnswer neighbours = new LatestAnswer(stan.recommender());
        List<String> epochs = new ArrayList<>();
        for (int i = 0; i < Math.min(SEEDS_MAX, context.repetitions()); i++) {
            Settings settings = trial.settings().apply(context.seed() + i);
            NextItemTraining training = new NextItemTraining(data, settings);
            Fitted fitted = fitted(training, data, settings, context.home());
            if (!fitted.isComplete()) {
                System.out.println("stopped; the same command goes on from here");
                return;
            }
            epochs.add(Integer.toString(fitted.epoch()));
            try (TrainedSequences trained = new TrainedSequences(training.model(), fitted.weights())) {
                LatestAnswer transformer = new LatestAnswer(new Transformer(trained));
                List<Chosen> all =
                        new ArrayList<>(List.of(new Chosen(transformer, ""), choice.blend(transformer, neighbours)));
                if (i == 0) {
                    all.addFirst(new Chosen(neighbours, stan.chosen()));
                }
                List<Recommender> asked = all.stream().map(Chosen::recommender).toList();
                List<Ranks> ranks = RankingEvaluation.of(asked, data.test(), data.isSeenExcluded());
                for (int k = 0; k < ranks.size(); k++) {
                    add(rows, all.get(k), ranks.get(k), context);
                }
            }
        }
        table(context, trial, rows, epochs);
    }

    private static void add(Map<String, Row> rows, Chosen one, Ranks ranks, Context context) {
        Row row = rows.computeIfAbsent(
                one.recommender().name(), name -> new Row(name, new ArrayList<>(), new ArrayList<>()));
        row.chosen().add(one.chosen());
        row.ranks().add(ranks);
        System.out.println(cells(new Row(row.recommender(), List.of(one.chosen()), List.of(ranks)), context.seed()));
    }

    private static List<Chosen> withoutSeed(RecommendationTrial trial, RecommenderChoice choice) {
        RankingData data = trial.data();
        List<Chosen> all = new ArrayList<>();
        all.add(new Chosen(new Popularity(data.items(), data.train()), ""));
        if (!trial.words().isEmpty()) {
            all.add(choice.best(DECAYS, "decay", decay -> new Content(data.items(), trial.words(), decay)));
        }
        all.add(choice.best(DECAYS, "decay", decay -> new ItemNeighbours(data.items(), data.train(), 200, decay)));
        all.add(choice.best(
                DECAYS, "decay", decay -> new SessionNeighbours(data.items(), data.train(), 500, 1_000, decay)));
        return all;
    }

    private static Fitted fitted(NextItemTraining training, RankingData data, Settings settings, Path home)
            throws IOException {
        String name = data.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        Path checkpoint = home.resolve("recommendation").resolve(name + "-" + settings.seed() + ".checkpoint");
        Files.createDirectories(checkpoint.getParent());
        return training.fit(
                checkpoint,
                epoch -> System.out.printf(
                        Locale.ROOT,
                        "  seed %d, epoch %d/%d  loss %.4f  validation NDCG@10 %.5f%s  %.0f s%n",
                        settings.seed(),
                        epoch.number(),
                        epoch.of(),
                        epoch.trainLoss(),
                        -epoch.score(),
                        epoch.isBest() ? " best" : "",
                        epoch.seconds()));
    }

    private static void table(Context context, RecommendationTrial trial, Map<String, Row> rows, List<String> epochs) {
        RankingData data = trial.data();
        Settings settings = trial.settings().apply(context.seed());
        String note = String.format(
                Locale.ROOT,
                "%s %,d items, %,d sequences to learn from, %,d cases; items of the history are %s. Transformer: %s, softmax"
                        + " over a batch's items and %,d drawn ones, corrected; best after epoch %s of at most %d, by seed.",
                trial.split(),
                data.items(),
                data.train().size(),
                data.test().size(),
                data.isSeenExcluded() ? "left out of the ranking" : "ranked, too",
                settings.size(),
                settings.sample(),
                String.join(", ", epochs),
                settings.epochs());
        List<List<Object>> cells = new ArrayList<>();
        rows.values().forEach(row -> cells.add(cells(row, context.seed())));
        trial.published()
                .forEach(p -> cells.add(
                        List.of(p.what(), "–", "published", p.hit10(), p.ndcg10(), p.mrr10(), "–", "–", "–")));
        context.report()
                .table(
                        data.name(),
                        note,
                        List.of(
                                "recommender",
                                "seeds",
                                "chosen",
                                "HR@10",
                                "NDCG@10",
                                "MRR@10",
                                "HR@20",
                                "MRR@20",
                                "coverage@10"),
                        cells);
    }

    private static List<Object> cells(Row row, long seed) {
        return List.of(
                row.recommender(),
                row.recommender().startsWith("transformer")
                        ? Integer.toString(row.ranks().size())
                        : "–",
                row.chosen().stream().distinct().collect(Collectors.joining("; ")),
                told(row, Measure.HR, 10, seed),
                told(row, Measure.NDCG, 10, seed),
                told(row, Measure.MRR, 10, seed),
                told(row, Measure.HR, 20, seed),
                told(row, Measure.MRR, 20, seed),
                String.format(Locale.ROOT, "%.3f", mean(row, Ranks::coverage)));
    }

    private static double mean(Row row, ToDoubleFunction<Ranks> of) {
        return row.ranks().stream().mapToDouble(of).average().orElseThrow();
    }

    private static String told(Row row, Measure measure, int k, long seed) {
        if (row.ranks().size() > 1) {
            return Spread.of(row.ranks().stream()
                            .map(ranks -> ranks.mean(measure, k))
                            .toList())
                    .text(4);
        }
        Interval interval = row.ranks().getFirst().interval(measure, k, seed);
        return String.format(Locale.ROOT, "%.4f (%.4f–%.4f)", interval.mean(), interval.low(), interval.high());
    }
}
