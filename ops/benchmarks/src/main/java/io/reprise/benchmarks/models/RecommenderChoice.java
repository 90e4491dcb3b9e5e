package io.reprise.benchmarks.models;

import io.reprise.ml.recommend.Blend;
import io.reprise.ml.recommend.RankingData;
import io.reprise.ml.recommend.RankingData.Case;
import io.reprise.ml.recommend.RankingEvaluation;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.recommend.RankingEvaluation.Ranks;
import io.reprise.ml.recommend.Recommender;
import io.reprise.ml.recommend.SequenceNeighbours;
import io.reprise.ml.recommend.SequenceNeighbours.Settings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses what can be chosen of a recommender by NDCG@10 on validation cases. */
final class RecommenderChoice {

    private static final int CASES = 2_500;
    private static final double[] WEIGHTS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
    private static final double ALL_ALIKE = Double.POSITIVE_INFINITY;

    /** From here each setting in turn is set to the best of its values. */
    private static final Settings START = new Settings(200, 1, ALL_ALIKE, 3, 1, 1);

    /** A value of one setting, the others as they are. */
    private interface Change {
        Settings of(Settings settings, double value);
    }

    private record Setting(double[] values, ToDoubleFunction<Settings> now, Change change) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    new double[] {0.5, 1, 1.5, 2, 3, 5, 8, 12},
                    Settings::again,
                    (s, v) -> new Settings(s.nearest(), s.history(), s.age(), s.place(), s.rarity(), v)),
            new Setting(
                    new double[] {0.5, 1, 2, 3, 5, ALL_ALIKE},
                    Settings::history,
                    (s, v) -> new Settings(s.nearest(), v, s.age(), s.place(), s.rarity(), s.again())),
            new Setting(
                    new double[] {1, 2, 3, 5, 8, ALL_ALIKE},
                    Settings::place,
                    (s, v) -> new Settings(s.nearest(), s.history(), s.age(), v, s.rarity(), s.again())),
            new Setting(
                    new double[] {0.1, 0.3, 0.6, 1, 2, ALL_ALIKE},
                    Settings::age,
                    (s, v) -> new Settings(s.nearest(), s.history(), v, s.place(), s.rarity(), s.again())),
            new Setting(
                    new double[] {0, 0.5, 1, 1.5, 2},
                    Settings::rarity,
                    (s, v) -> new Settings(s.nearest(), s.history(), s.age(), s.place(), v, s.again())),
            new Setting(
                    new double[] {50, 100, 200, 500, 1_000},
                    Settings::nearest,
                    (s, v) -> new Settings((int) v, s.history(), s.age(), s.place(), s.rarity(), s.again())));

    /** @param chosen what was chosen, in words */
    record Chosen(Recommender recommender, String chosen) {}

    private final RankingData data;
    private final List<Case> cases;

    RecommenderChoice(RankingData data) {
        this.data = data;
        int n = Math.max(1, data.validation().size() / CASES);
        cases = IntStream.range(0, data.validation().size())
                .filter(i -> i % n == 0)
                .mapToObj(data.validation()::get)
                .toList();
    }

    private double score(Recommender recommender) {
        return score(RankingEvaluation.of(recommender, cases, data.isSeenExcluded()));
    }

    private static double score(Ranks ranks) {
        return ranks.mean(Measure.NDCG, 10);
    }

    Chosen best(double[] values, String what, DoubleFunction<Recommender> maker) {
        record Tried(Chosen chosen, double score) {}
        return Arrays.stream(values)
                .mapToObj(value -> {
                    Recommender made = maker.apply(value);
                    double score = score(made);
                    told(made.name(), what + " " + value, score);
                    return new Tried(new Chosen(made, what + " " + value), score);
                })
                .max(Comparator.comparingDouble(Tried::score))
                .orElseThrow()
                .chosen();
    }

    /** Setting after setting, and once more. */
    Chosen neighbours() {
        Settings best = START;
        double bestScore = score(new SequenceNeighbours(data.items(), data.train(), best));
        for (Setting setting :
                Stream.concat(SETTINGS.stream(), SETTINGS.stream()).toList()) {
            Settings from = best;
            for (double value : setting.values()) {
                if (value == setting.now().applyAsDouble(from)) {
                    continue;
                }
                Settings tried = setting.change().of(from, value);
                double score = score(new SequenceNeighbours(data.items(), data.train(), tried));
                if (score > bestScore) {
                    best = tried;
                    bestScore = score;
                }
            }
            told("STAN", best.toString(), bestScore);
        }
        return new Chosen(
                new SequenceNeighbours(data.items(), data.train(), best),
                String.format(
                        Locale.ROOT,
                        "nearest %d, history %s, place %s, age %s, rarity %s, again %s",
                        best.nearest(),
                        best.history(),
                        best.place(),
                        best.age(),
                        best.rarity(),
                        best.again()));
    }

    /** The transformer with what neighbours lend, by the best weight of a grid. */
    Chosen blend(LatestAnswer transformer, LatestAnswer neighbours) {
        List<Recommender> blends = Arrays.stream(WEIGHTS)
                .<Recommender>mapToObj(weight -> new Blend("transformer and STAN", transformer, neighbours, weight))
                .toList();
        List<Ranks> ranks = RankingEvaluation.of(blends, cases, data.isSeenExcluded());
        int best = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            told(blends.get(i).name(), "weight " + WEIGHTS[i], score(ranks.get(i)));
            best = score(ranks.get(i)) > score(ranks.get(best)) ? i : best;
        }
        return new Chosen(blends.get(best), "weight of STAN " + WEIGHTS[best]);
    }

    private static void told(String recommender, String chosen, double score) {
        System.out.printf(Locale.ROOT, "  %s, %s: validation NDCG@10 %.5f%n", recommender, chosen, score);
    }
}
