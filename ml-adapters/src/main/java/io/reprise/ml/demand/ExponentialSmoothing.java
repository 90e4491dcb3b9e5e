package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Simple exponential smoothing with an additive season (ETS(A,N,A), Hyndman et al. 2008) of the square roots of units, each item
 * on its own. How fast level and season move is not chosen but averaged over, each speed weighing by its likelihood, which is
 * how well it forecast the item's own past a period ahead (Burnham and Anderson 2002). The season begins at the item's own,
 * drawn towards that of all items. Quantiles are those of the likeliest speed's errors, which grow with the distance as the
 * level wanders. A period of which nothing is known leaves everything as it was; prices and promotions are not seen.
 */
public final class ExponentialSmoothing {

    private static final double[] LEVEL_SPEEDS = {0.02, 0.05, 0.1, 0.2, 0.4};
    private static final double[] SEASON_SPEEDS = {0, 0.05, 0.2};

    /** Seasons that must have passed before there is one to tell. */
    private static final int SEASONS_MIN = 3;

    /** Times that the season of all items counts beside an item's own, at each place. */
    private static final double SEASON_OF_ALL = 30;

    private static final int ERRORS_MIN = 8;

    /** Of a speed that never erred: an item that sold the same in every period. */
    private static final double MEAN_SQUARE_MIN = 1e-9;

    private final DemandPanel known;
    private final double meanLevel;
    /** By origin: how far each place of the season is from an item's mean, as a share of it. */
    private final Map<Integer, double[]> seasonsOfAll = new ConcurrentHashMap<>();

    /** @param meanLevel units of an item of which nothing is known */
    public ExponentialSmoothing(DemandPanel panel, int knownUntil, double meanLevel) {
        this.known = panel.until(knownUntil);
        this.meanLevel = meanLevel;
    }

    /** @param season by place in it; nothing but zeros where there is none */
    private record Run(double level, double[] season, double[] errors, double levelSpeed) {

        double meanSquare() {
            double mean =
                    Arrays.stream(errors).map(error -> error * error).average().orElse(1);
            return Math.max(MEAN_SQUARE_MIN, mean);
        }

        /** Over that of the likeliest, where errors are normal. */
        double likelihood(Run likeliest) {
            return Math.pow(likeliest.meanSquare() / meanSquare(), errors.length / 2.0);
        }
    }

    public Forecasts forecast(List<Window> windows, int horizon) {
        return new Forecasts(
                windows,
                horizon,
                windows.stream().map(window -> forecast(window, horizon)).toArray(float[][]::new));
    }

    /** Quantiles of {@code horizon} periods, period by period, in units. */
    float[] forecast(Window window, int horizon) {
        Run run = averaged(runs(known.series().get(window.series()), window.origin()));
        double[] sorted = run.errors().clone();
        Arrays.sort(sorted);
        int levels = WindowShape.LEVELS.size();
        float[] values = new float[horizon * levels];
        for (int h = 0; h < horizon; h++) {
            double middle = run.level() + run.season()[(window.origin() + h) % run.season().length];
            double wider = Math.sqrt(1 + h * run.levelSpeed() * run.levelSpeed());
            for (int level = 0; level < levels; level++) {
                double root = Math.max(0, middle + wider * quantile(sorted, WindowShape.LEVELS.get(level)));
                values[h * levels + level] = (float) (root * root);
            }
        }
        return values;
    }

    /** Of the errors; with few of them those of a root of a Poisson count, whose standard deviation is a half (Bartlett 1936). */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length < ERRORS_MIN) {
            return share - 0.5;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = sorted[Math.min(sorted.length - 1, below + 1)];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }

    private static Run averaged(List<Run> runs) {
        Run likeliest = runs.stream()
                .min((one, other) -> Double.compare(one.meanSquare(), other.meanSquare()))
                .orElseThrow();
        double[] season = new double[likeliest.season().length];
        double level = 0;
        double speed = 0;
        double all = runs.stream().mapToDouble(run -> run.likelihood(likeliest)).sum();
        for (Run run : runs) {
            double weight = run.likelihood(likeliest) / all;
            level += weight * run.level();
            speed += weight * run.levelSpeed();
            for (int place = 0; place < season.length; place++) {
                season[place] += weight * run.season()[place];
            }
        }
        return new Run(level, season, likeliest.errors(), speed);
    }

    private List<Run> runs(DemandSeries series, int before) {
        boolean hasSeason = before >= SEASONS_MIN * known.cadence().season();
        double[] beginning = hasSeason ? beginning(series, before) : new double[1];
        List<Run> runs = new ArrayList<>();
        for (double levelSpeed : LEVEL_SPEEDS) {
            for (double seasonSpeed : hasSeason ? SEASON_SPEEDS : new double[] {0}) {
                runs.add(run(series, before, levelSpeed, seasonSpeed, beginning.clone()));
            }
        }
        return runs;
    }

    private Run run(DemandSeries series, int before, double levelSpeed, double seasonSpeed, double[] season) {
        double level = Double.NaN;
        double[] errors = new double[before];
        int found = 0;
        int seen = 0;
        for (int t = 0; t < before; t++) {
            if (!series.isKnown(t)) {
                continue;
            }
            int place = t % season.length;
            double root = Math.sqrt(series.units()[t]);
            if (Double.isNaN(level)) {
                level = root - season[place];
                continue;
            }
            double error = root - level - season[place];
            // At first the level is hardly known: the mean of what there is moves it faster.
            double speed = Math.max(levelSpeed, 1.0 / (++seen + 1));
            level += speed * error;
            season[place] += seasonSpeed * (1 - levelSpeed) * error;
            if (seen >= ERRORS_MIN) {
                errors[found++] = error;
            }
        }
        double end = Double.isNaN(level) ? Math.sqrt(meanLevel) : level;
        return new Run(end, season, Arrays.copyOf(errors, found), levelSpeed);
    }

    /** How the places of the season differ over the item's whole past, drawn towards how they differ for all items. */
    private double[] beginning(DemandSeries series, int before) {
        double[] ofAll = seasonsOfAll.computeIfAbsent(before, this::seasonOfAll);
        Places own = new Places(ofAll.length);
        own.add(series, before);
        double[] season = new double[ofAll.length];
        for (int place = 0; place < season.length; place++) {
            double drawn = SEASON_OF_ALL * ofAll[place] * own.mean();
            season[place] = (own.differences[place] + drawn) / (own.counts[place] + SEASON_OF_ALL + 1);
        }
        return season;
    }

    private double[] seasonOfAll(int before) {
        int length = known.cadence().season();
        double[] differences = new double[length];
        double[] means = new double[length];
        for (DemandSeries series : known.series()) {
            Places own = new Places(length);
            own.add(series, before);
            for (int place = 0; place < length && own.known >= SEASONS_MIN * length; place++) {
                differences[place] += own.differences[place];
                means[place] += own.counts[place] * own.mean();
            }
        }
        for (int place = 0; place < length; place++) {
            differences[place] = means[place] > 0 ? differences[place] / means[place] : 0;
        }
        return differences;
    }

    /** Sums of an item's roots of units by place in the season. */
    private static final class Places {

        private final double[] differences;
        private final int[] counts;
        private double sum;
        private int known;

        Places(int length) {
            differences = new double[length];
            counts = new int[length];
        }

        /** Fills in how far the roots at each place are, all together, from the item's mean. */
        void add(DemandSeries series, int before) {
            for (int t = 0; t < before; t++) {
                if (series.isKnown(t)) {
                    double root = Math.sqrt(series.units()[t]);
                    differences[t % counts.length] += root;
                    counts[t % counts.length]++;
                    sum += root;
                    known++;
                }
            }
            for (int place = 0; place < counts.length; place++) {
                differences[place] -= counts[place] * mean();
            }
        }

        double mean() {
            return known == 0 ? 0 : sum / known;
        }
    }
}
