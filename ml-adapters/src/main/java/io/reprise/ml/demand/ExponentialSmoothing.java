package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.Arrays;
import java.util.List;

/**
 * Simple exponential smoothing with an additive season (ETS(A,N,A), Hyndman et al. 2008) of the square roots of units, each item
 * on its own: how fast level and season move is what forecast the item's own past best, a period ahead. Quantiles are
 * those of its errors then, which grow with the distance as the level wanders. A period of which nothing is known leaves
 * everything as it was; prices and promotions are not seen.
 */
public final class ExponentialSmoothing {

    private static final double[] LEVEL_SPEEDS = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6};
    private static final double[] SEASON_SPEEDS = {0, 0.02, 0.05, 0.1, 0.2};

    /** Known periods below which an item has no season of its own, in seasons. */
    private static final int SEASONS_MIN = 3;

    private static final int ERRORS_MIN = 8;

    private final DemandPanel known;
    private final double meanLevel;

    /** @param meanLevel units of an item of which nothing is known */
    public ExponentialSmoothing(DemandPanel panel, int knownUntil, double meanLevel) {
        this.known = panel.until(knownUntil);
        this.meanLevel = meanLevel;
    }

    /** @param season by place in it; nothing but zeros where there is none */
    private record Run(double level, double[] season, double[] errors, double levelSpeed) {

        double meanSquare() {
            return Arrays.stream(errors).map(error -> error * error).average().orElse(Double.POSITIVE_INFINITY);
        }
    }

    public Forecasts forecast(List<Window> windows, int horizon) {
        return new Forecasts(
                windows,
                horizon,
                windows.stream().map(window -> forecast(window, horizon)).toArray(float[][]::new));
    }

    private float[] forecast(Window window, int horizon) {
        Run run = best(known.series().get(window.series()), window.origin());
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

    private Run best(DemandSeries series, int before) {
        Run best = null;
        boolean hasSeason =
                count(series, before) >= SEASONS_MIN * known.cadence().season();
        for (double levelSpeed : LEVEL_SPEEDS) {
            for (double seasonSpeed : hasSeason ? SEASON_SPEEDS : new double[] {0}) {
                Run run = run(series, before, levelSpeed, seasonSpeed, hasSeason);
                best = best == null || run.meanSquare() < best.meanSquare() ? run : best;
            }
        }
        return best;
    }

    private static int count(DemandSeries series, int before) {
        int count = 0;
        for (int t = 0; t < before; t++) {
            count += series.isKnown(t) ? 1 : 0;
        }
        return count;
    }

    private Run run(DemandSeries series, int before, double levelSpeed, double seasonSpeed, boolean hasSeason) {
        double[] season = hasSeason ? beginning(series, before) : new double[1];
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

    /** How the places of the season differ over the whole past, drawn towards no difference as one more of each. */
    private double[] beginning(DemandSeries series, int before) {
        double[] sums = new double[known.cadence().season()];
        int[] counts = new int[sums.length];
        double sum = 0;
        int count = 0;
        for (int t = 0; t < before; t++) {
            if (series.isKnown(t)) {
                double root = Math.sqrt(series.units()[t]);
                sums[t % sums.length] += root;
                counts[t % sums.length]++;
                sum += root;
                count++;
            }
        }
        for (int place = 0; place < sums.length; place++) {
            sums[place] = (sums[place] - counts[place] * sum / count) / (counts[place] + 1);
        }
        return sums;
    }
}
