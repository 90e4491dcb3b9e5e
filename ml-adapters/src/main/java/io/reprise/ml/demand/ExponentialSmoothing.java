package io.reprise.ml.demand;

import io.reprise.ml.demand.CommonCourse.Roots;
import io.reprise.ml.demand.DemandWindows.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Simple exponential smoothing with an additive season (ETS(A,N,A), Hyndman et al. 2008) of the square roots of units, each item
 * on its own. How fast level and season move is not chosen but averaged over, each speed weighing by its likelihood, which is
 * how well it forecast the item's own past a period ahead (Burnham and Anderson 2002). Half of what all items have in common
 * ({@link CommonCourse}) is taken out before, and put back; the season begins at the item's own, drawn towards theirs. Quantiles are those of the likeliest speed's errors, which grow with the distance as the
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
    private final Map<Integer, CommonCourse> courses = new ConcurrentHashMap<>();

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
        CommonCourse course = courses.computeIfAbsent(window.origin(), this::course);
        Run run = averaged(runs(known.series().get(window.series()), window.origin(), course));
        double common = course.level()[window.origin()];
        double[] sorted = run.errors().clone();
        Arrays.sort(sorted);
        int levels = WindowShape.LEVELS.size();
        float[] values = new float[horizon * levels];
        for (int h = 0; h < horizon; h++) {
            double middle = run.level() + run.season()[(window.origin() + h) % run.season().length];
            double wider = Math.sqrt(1 + h * run.levelSpeed() * run.levelSpeed());
            for (int level = 0; level < levels; level++) {
                double root = common * Math.max(0, middle + wider * quantile(sorted, WindowShape.LEVELS.get(level)));
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

    private CommonCourse course(int before) {
        int season = known.cadence().season();
        return CommonCourse.of(known, before, before >= SEASONS_MIN * season ? season : 1);
    }

    private List<Run> runs(DemandSeries series, int before, CommonCourse course) {
        boolean hasSeason = course.season().length > 1;
        double[] beginning = hasSeason ? beginning(series, before, course) : new double[1];
        List<Run> runs = new ArrayList<>();
        for (double levelSpeed : LEVEL_SPEEDS) {
            for (double seasonSpeed : hasSeason ? SEASON_SPEEDS : new double[] {0}) {
                runs.add(run(series, course.level(), levelSpeed, seasonSpeed, beginning.clone()));
            }
        }
        return runs;
    }

    private Run run(DemandSeries series, double[] common, double levelSpeed, double seasonSpeed, double[] season) {
        int before = common.length - 1;
        double level = Double.NaN;
        double[] errors = new double[before];
        int found = 0;
        int seen = 0;
        for (int t = 0; t < before; t++) {
            if (!series.isKnown(t)) {
                continue;
            }
            int place = t % season.length;
            double root = Math.sqrt(series.units()[t]) / common[t];
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
        double end = Double.isNaN(level) ? Math.sqrt(meanLevel) / common[before] : level;
        return new Run(end, season, Arrays.copyOf(errors, found), levelSpeed);
    }

    /** How the places of the season differ over the item's whole past, drawn towards how they differ for all items. */
    private static double[] beginning(DemandSeries series, int before, CommonCourse course) {
        double[] season = new double[course.season().length];
        Roots own = Roots.of(series, before, season.length, course.level());
        for (int place = 0; place < season.length; place++) {
            double drawn = SEASON_OF_ALL * course.season()[place] * own.mean();
            season[place] = (own.difference(place) + drawn) / (own.counts()[place] + SEASON_OF_ALL + 1);
        }
        return season;
    }
}
