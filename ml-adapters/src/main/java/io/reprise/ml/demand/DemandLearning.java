package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Fitting;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Fitting.Rate;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Training;
import io.reprise.ml.graph.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Trains a variant on what was known before a period. */
public final class DemandLearning {

    /** Share of windows in which an item is made to look new, so that content learns to stand for a past. */
    private static final double NEW_SHARE = 0.1;

    private static final float CLIP = 1;

    /** Earliest origin that is learned from: some of the past must be there. */
    private static final int ORIGIN_MIN = 4;

    /**
     * @param width of the network's layers
     * @param rate of learning at its peak; it rises over the first twentieth and falls as a cosine
     * @param steps in an epoch, @param batch windows in a step
     */
    public record Settings(
            Variant variant,
            int history,
            int horizon,
            int width,
            float rate,
            float dropout,
            int epochs,
            int steps,
            int batch,
            long seed) {

        public static Settings usual(Variant variant, int history, int horizon, long seed) {
            return new Settings(variant, history, horizon, 32, 0.003f, 0.1f, 12, 200, 64, seed);
        }

        public Settings withWidth(int other) {
            return new Settings(variant, history, horizon, other, rate, dropout, epochs, steps, batch, seed);
        }

        public Settings withRate(float other) {
            return new Settings(variant, history, horizon, width, other, dropout, epochs, steps, batch, seed);
        }

        public Settings withDropout(float other) {
            return new Settings(variant, history, horizon, width, rate, other, epochs, steps, batch, seed);
        }

        public Settings withHistory(int other) {
            return new Settings(variant, other, horizon, width, rate, dropout, epochs, steps, batch, seed);
        }

        public Settings withEpochs(int other, int stepsEach) {
            return new Settings(variant, history, horizon, width, rate, dropout, other, stepsEach, batch, seed);
        }

        public Settings withSeed(long other) {
            return new Settings(variant, history, horizon, width, rate, dropout, epochs, steps, batch, other);
        }
    }

    /**
     * @param knownUntil first period that was not learned from
     * @param score pinball loss on the periods it was validated on; NaN where there were none
     * @param smoothing weight of exponential smoothing beside the network, from 0 to 1
     */
    public record Learned(
            Settings settings,
            WindowShape shape,
            double meanLevel,
            int knownUntil,
            List<Weight> weights,
            double score,
            double smoothing,
            boolean isComplete) {

        public DemandModel model() {
            return new DemandModel(shape, settings.variant(), settings.width(), settings.dropout(), (float) smoothing);
        }

        public Learned withSmoothing(double weight) {
            return new Learned(settings, shape, meanLevel, knownUntil, weights, score, weight, isComplete);
        }

        /**
         * The weight of smoothing with the least pinball loss at times that were not learned from.
         *
         * @param origins first periods of forecasts, from {@code knownUntil} on; each is shown what was known then
         * @param panel which knows what came
         */
        public double bestSmoothing(DemandPanel panel, List<Integer> origins) {
            List<Forecasts> network = new ArrayList<>();
            List<Forecasts> smoothed = new ArrayList<>();
            try (LearnedForecaster forecaster = new LearnedForecaster(List.of(withSmoothing(0)))) {
                for (int origin : origins) {
                    List<Window> asked = IntStream.range(0, panel.series().size())
                            .mapToObj(i -> new Window(i, origin))
                            .toList();
                    network.add(forecaster.forecast(windows(panel, origin), asked));
                    smoothed.add(new ExponentialSmoothing(panel, origin, meanLevel).forecast(asked, shape.horizon()));
                }
            }
            return ForecastCombination.chosen(Forecasts.joined(network), Forecasts.joined(smoothed), panel)
                    .weight();
        }

        /** Writes a SavedModel that answers quantiles to rows of features. @return its SHA-256 */
        public String export(Path folder) throws IOException {
            return SavedModelWriter.write(
                    weights,
                    shape.columns(),
                    Map.of(SavedModelWriter.SERVE, (tf, features, constants) -> model().quantiles(
                                    Scope.answering(tf, Map.of(DemandWindows.FEATURES, features), constants))),
                    folder);
        }

        /** Windows of a panel as this model reads them. @param known first period whose sales are not known */
        public DemandWindows windows(DemandPanel panel, int known) {
            return new DemandWindows(panel, shape, known, meanLevel);
        }
    }

    private DemandLearning() {}

    /**
     * Learns from what was known before a period.
     *
     * @param validateUntil end of the periods from {@code knownUntil} on that decide which epoch is best, and how much smoothing
     *     weighs; where it is not later, all epochs are learned, the last is taken, and smoothing has no weight
     * @param checkpoint written after each epoch and gone on from; null for none
     * @param data names what is learned from, for the checkpoint
     */
    public static Learned learn(
            DemandPanel panel,
            int knownUntil,
            int validateUntil,
            Settings s,
            Path checkpoint,
            String data,
            Consumer<Epoch> progress) {
        WindowShape shape = WindowShape.of(panel, s.history(), s.horizon(), knownUntil);
        double meanLevel = DemandWindows.meanLevel(panel, knownUntil);
        DemandWindows windows = new DemandWindows(panel, shape, knownUntil, meanLevel);
        boolean validates = validateUntil > knownUntil;
        List<Batch> held = validates ? held(panel, shape, knownUntil, validateUntil, meanLevel) : List.of();
        Fitting.Options options = new Fitting.Options(
                s.epochs(),
                Math.max(4, s.epochs() / 3),
                1e-5,
                Rate.warmUpAndCosine(s.rate(), (long) s.epochs() * s.steps() / 20 + 1, (long) s.epochs() * s.steps()),
                s.seed());
        try (Training training = new Training(
                new DemandModel(shape, s.variant(), s.width(), s.dropout(), 0),
                new Training.Options(s.seed(), CLIP, 1))) {
            Fitted fitted = new Fitting(options, progress)
                    .fit(
                            training,
                            (epoch, random) -> batches(windows, s, random),
                            // Without periods to validate on, the last epoch is the best.
                            now -> validates ? score(now, held) : -now.steps(),
                            checkpoint,
                            data + " until " + knownUntil + ", validated until " + validateUntil + ", " + s + ", "
                                    + shape.columns() + " columns");
            Learned network = new Learned(
                    s,
                    shape,
                    meanLevel,
                    knownUntil,
                    fitted.weights(),
                    validates ? fitted.score() : Double.NaN,
                    0,
                    fitted.isComplete());
            return validates && network.isComplete()
                    ? network.withSmoothing(network.bestSmoothing(panel.until(validateUntil), List.of(knownUntil)))
                    : network;
        }
    }

    private static double score(Training training, List<Batch> held) {
        return held.stream().mapToDouble(training::loss).average().orElseThrow();
    }

    /** Every item forecast once from the first period that is not known. */
    private static List<Batch> held(
            DemandPanel panel, WindowShape shape, int knownUntil, int validateUntil, double meanLevel) {
        // Features come from what was known, targets from what came: two views of one panel.
        DemandWindows known = new DemandWindows(panel, shape, knownUntil, meanLevel);
        DemandWindows later = new DemandWindows(panel, shape, validateUntil, meanLevel);
        List<Window> all = IntStream.range(0, panel.series().size())
                .mapToObj(i -> new Window(i, knownUntil))
                .filter(later::hasTarget)
                .toList();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 512) {
            batches.add(known.learn(all.subList(from, Math.min(all.size(), from + 512)), later.known()));
        }
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("nothing was sold in periods " + knownUntil + " to " + validateUntil);
        }
        return batches;
    }

    private static Iterator<Batch> batches(DemandWindows windows, Settings s, Random random) {
        return new Iterator<>() {
            private int left = s.steps();

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public Batch next() {
                left--;
                return windows.learn(draw(windows, s.batch(), random));
            }
        };
    }

    private static List<Window> draw(DemandWindows windows, int count, Random random) {
        List<Window> drawn = new ArrayList<>(count);
        int items = windows.known().series().size();
        int tries = 0;
        while (drawn.size() < count) {
            int origin = ORIGIN_MIN + random.nextInt(windows.knownUntil() - ORIGIN_MIN);
            Window window = new Window(random.nextInt(items), origin, random.nextDouble() < NEW_SHARE);
            if (windows.hasTarget(window)) {
                drawn.add(window);
            } else if (++tries > 1000 * count) {
                throw new IllegalArgumentException("hardly any item was sold before period " + windows.knownUntil());
            }
        }
        return drawn;
    }
}
