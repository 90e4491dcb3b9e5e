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
import io.reprise.ml.demand.ForecastCombination;
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
    private static final String TOGETHER = "the three together";
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
        results.add("seasonal naive", joined(parts));
    }

    void smoothed(Results results, List<Window> asked) {
        List<Forecasts> parts = new ArrayList<>();
        for (int origin : origins) {
            parts.add(new ExponentialSmoothing(panel, origin, meanLevel()).forecast(at(asked, origin), horizon()));
        }
        results.add(SMOOTHING, joined(parts));
    }

    /**
     * The networks with smoothing, by weights that were best at an earlier time.
     *
     * @param earlier the same of that time: its networks know nothing of when it forecasts
     */
    void combined(Results results, DemandTrial earlier, List<Long> seeds) {
        Results before = new Results();
        List<Window> asked = earlier.windows(series -> true);
        earlier.smoothed(before, asked);
        earlier.networks(before, asked, seeds);
        String all = ALL.formatted(Variant.values().length * seeds.size());
        for (String networks : List.of(TOGETHER, all)) {
            for (int run = 0; run < results.all().get(networks).size(); run++) {
                ForecastCombination combination = ForecastCombination.chosen(
                        before.all().get(networks).get(run),
                        before.all().get(SMOOTHING).getFirst(),
                        panel);
                System.out.printf(
                        Locale.ROOT,
                        "  %s: %s, run %d: smoothing weighs %.2f%n",
                        name,
                        networks,
                        run + 1,
                        combination.weight());
                results.add(
                        networks + ", with smoothing",
                        combination.of(
                                results.all().get(networks).get(run),
                                results.all().get(SMOOTHING).getFirst()));
            }
        }
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
                results.add("XGBoost", joined(parts));
            }
            told("XGBoost", seed, start, results);
        }
    }

    void networks(Results results, List<Window> asked, List<Long> seeds) {
        List<Forecasts> everything = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            for (long seed : seeds) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                long start = System.nanoTime();
                Learned learned = learned(variant, seed);
                try (LearnedForecaster forecaster = new LearnedForecaster(List.of(learned))) {
                    everything.add(forecast(forecaster, learned, asked));
                }
                results.add(variant.label(), everything.getLast());
                told(variant.label(), seed, start, results);
            }
        }
        // For each seed the three variants together, and all there are.
        for (int seed = 0; seed < seeds.size(); seed++) {
            int of = seed;
            results.add(
                    TOGETHER,
                    Forecasts.mean(IntStream.range(0, Variant.values().length)
                            .mapToObj(v -> everything.get(v * seeds.size() + of))
                            .toList()));
        }
        results.add(ALL.formatted(everything.size()), Forecasts.mean(everything));
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
        return joined(parts);
    }

    private static List<Window> at(List<Window> asked, int origin) {
        return asked.stream().filter(w -> w.origin() == origin).toList();
    }

    private Forecasts joined(List<Forecasts> parts) {
        List<Window> windows = parts.stream().flatMap(p -> p.windows().stream()).toList();
        float[][] values =
                parts.stream().flatMap(p -> java.util.Arrays.stream(p.values())).toArray(float[][]::new);
        return new Forecasts(windows, horizon(), values);
    }
}
