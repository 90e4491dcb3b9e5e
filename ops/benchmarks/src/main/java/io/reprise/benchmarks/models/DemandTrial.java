package io.reprise.benchmarks.models;

import io.reprise.ml.demand.DemandErrors;
import io.reprise.ml.demand.DemandLearning;
import io.reprise.ml.demand.DemandLearning.Learned;
import io.reprise.ml.demand.DemandLearning.Settings;
import io.reprise.ml.demand.DemandPanel;
import io.reprise.ml.demand.DemandSeries;
import io.reprise.ml.demand.DemandWindows;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.demand.ExponentialSmoothing;
import io.reprise.ml.demand.Forecasts;
import io.reprise.ml.demand.LearnedForecaster;
import io.reprise.ml.demand.SeasonalNaive;
import io.reprise.ml.demand.Variant;
import io.reprise.ml.demand.WindowShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A data set, when it is forecast, and what each model forecast there.
 *
 * @param learnUntil first period that no model learns from
 * @param origins first periods of forecasts; each model is shown what was known then
 * @param boostedRows rows that the trees learn from
 */
record DemandTrial(
        String name,
        DemandPanel panel,
        int learnUntil,
        List<Integer> origins,
        Settings settings,
        int boostedRows,
        Path folder) {

    /** Known periods of the last half year below which a series is not forecast. */
    private static final int KNOWN_MIN = 4;

    private static final String SMOOTHING = "exponential smoothing (ours)";
    private static final String TOGETHER = "one of each together";
    private static final String ALL = "all %d networks together";

    /** By model, a forecast for each seed. */
    static final class Results {
        private final Map<String, List<Forecasts>> all = new LinkedHashMap<>();

        void add(String model, Forecasts forecasts) {
            all.computeIfAbsent(model, m -> new ArrayList<>()).add(forecasts);
        }

        Map<String, List<Forecasts>> all() {
            return all;
        }
    }

    int horizon() {
        return settings.horizon();
    }

    WindowShape shape() {
        return WindowShape.of(panel, settings.history(), settings.horizon(), learnUntil);
    }

    double meanLevel() {
        return DemandWindows.meanLevel(panel, learnUntil);
    }

    List<Window> windows(Predicate<DemandSeries> counted) {
        List<Window> all = new ArrayList<>();
        for (int origin : origins) {
            for (int i = 0; i < panel.series().size(); i++) {
                DemandSeries series = panel.series().get(i);
                long known = IntStream.range(Math.max(0, origin - 26), origin)
                        .filter(series::isKnown)
                        .count();
                if (known >= KNOWN_MIN && counted.test(series)) {
                    all.add(new Window(i, origin));
                }
            }
        }
        return all;
    }

    void naive(Results results, List<Window> asked) {
        List<Forecasts> parts = new ArrayList<>();
        for (int origin : origins) {
            parts.add(new SeasonalNaive(panel, origin, meanLevel()).forecast(at(asked, origin), horizon()));
        }
        results.add("seasonal naive", Forecasts.joined(parts));
    }

    void smoothed(Results results, List<Window> asked) {
        List<Forecasts> parts = new ArrayList<>();
        for (int origin : origins) {
            parts.add(new ExponentialSmoothing(panel, origin, meanLevel()).forecast(at(asked, origin), horizon()));
        }
        results.add(SMOOTHING, Forecasts.joined(parts));
    }

    void boosted(Results results, List<Window> asked, List<Long> seeds) throws XGBoostError {
        DemandWindows learned = new DemandWindows(panel, shape(), learnUntil, meanLevel());
        for (long seed : seeds) {
            long start = System.nanoTime();
            try (BoostedDemand trees = new BoostedDemand(learned, boostedRows, seed)) {
                List<Forecasts> parts = new ArrayList<>();
                for (int origin : origins) {
                    parts.add(
                            trees.forecast(new DemandWindows(panel, shape(), origin, meanLevel()), at(asked, origin)));
                }
                results.add("XGBoost", Forecasts.joined(parts));
            }
            told("XGBoost", seed, start, results);
        }
    }

    /**
     * @param earlier the same of an earlier time, at which it is seen how much smoothing weighs best beside each variant
     * @param variants that are trained
     */
    void networks(Results results, List<Window> asked, DemandTrial earlier, List<Variant> variants, List<Long> seeds) {
        List<Forecasts> everything = new ArrayList<>();
        for (Variant variant : variants) {
            double smoothing = earlier.learned(variant, seeds.getFirst()).bestSmoothing(panel, earlier.origins);
            System.out.printf(Locale.ROOT, "  %s: %s, smoothing weighs %.2f%n", name, variant.label(), smoothing);
            for (long seed : seeds) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                long start = System.nanoTime();
                Learned learned = learned(variant, seed).withSmoothing(smoothing);
                try (LearnedForecaster forecaster = new LearnedForecaster(List.of(learned))) {
                    everything.add(forecast(forecaster, learned, asked));
                }
                results.add(variant.label(), everything.getLast());
                told(variant.label(), seed, start, results);
            }
        }
        if (variants.size() > 1) {
            // For each seed the variants together.
            for (int seed = 0; seed < seeds.size(); seed++) {
                int of = seed;
                results.add(
                        TOGETHER,
                        Forecasts.mean(IntStream.range(0, variants.size())
                                .mapToObj(v -> everything.get(v * seeds.size() + of))
                                .toList()));
            }
        }
        if (everything.size() > 1) {
            results.add(ALL.formatted(everything.size()), Forecasts.mean(everything));
        }
    }

    private void told(String model, long seed, long start, Results results) {
        System.out.printf(
                Locale.ROOT,
                "  %s: %s, seed %d, %.0f s, %s%n",
                name,
                model,
                seed,
                (System.nanoTime() - start) / 1e9,
                DemandErrors.of(results.all().get(model).getLast(), panel));
    }

    private Learned learned(Variant variant, long seed) {
        Settings of = new Settings(
                variant,
                settings.history(),
                settings.horizon(),
                settings.width(),
                settings.rate(),
                settings.dropout(),
                settings.epochs(),
                settings.steps(),
                settings.batch(),
                seed);
        Path checkpoint = folder.resolve(name + "-" + variant.label() + "-" + seed + ".checkpoint");
        return DemandLearning.learn(
                panel,
                learnUntil,
                learnUntil,
                of,
                checkpoint,
                name,
                epoch -> System.out.printf(
                        Locale.ROOT,
                        "    %s seed %d epoch %d/%d  loss %.4f  %.0f s%n",
                        variant.label(),
                        seed,
                        epoch.number(),
                        epoch.of(),
                        epoch.trainLoss(),
                        epoch.seconds()));
    }

    private Forecasts forecast(LearnedForecaster forecaster, Learned learned, List<Window> asked) {
        List<Forecasts> parts = new ArrayList<>();
        for (int origin : origins) {
            parts.add(forecaster.forecast(learned.windows(panel, origin), at(asked, origin)));
        }
        return Forecasts.joined(parts);
    }

    private static List<Window> at(List<Window> asked, int origin) {
        return asked.stream().filter(w -> w.origin() == origin).toList();
    }
}
