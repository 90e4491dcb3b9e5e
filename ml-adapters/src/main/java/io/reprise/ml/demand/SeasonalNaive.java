package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What was sold a season ago is sold again; the quantiles are those of how far that was off before. Where nothing is known
 * of a season ago it is the mean of what is known; where nothing is known at all, the level of a usual item.
 */
public final class SeasonalNaive {

    /** Errors before this many are known are too few to take quantiles of. */
    private static final int ERRORS_MIN = 8;

    private final DemandPanel known;
    private final double meanLevel;

    public SeasonalNaive(DemandPanel panel, int knownUntil, double meanLevel) {
        this.known = panel.until(knownUntil);
        this.meanLevel = meanLevel;
    }

    public Forecasts forecast(List<Window> windows, int horizon) {
        float[][] values = new float[windows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = forecast(windows.get(i), horizon);
        }
        return new Forecasts(windows, horizon, values);
    }

    private float[] forecast(Window window, int horizon) {
        DemandSeries series = known.series().get(window.series());
        int season = known.cadence().season();
        double mean = mean(series, window.origin());
        List<Double> errors = new ArrayList<>();
        for (int t = season; t < window.origin(); t++) {
            if (series.isKnown(t) && series.isKnown(t - season)) {
                errors.add((double) series.units()[t] - series.units()[t - season]);
            }
        }
        errors.sort(Double::compare);
        float[] values = new float[horizon * WindowShape.LEVELS.size()];
        for (int h = 0; h < horizon; h++) {
            int then = window.origin() + h - season * (h / season + 1);
            double point = series.isKnown(then) ? series.units()[then] : mean;
            for (int level = 0; level < WindowShape.LEVELS.size(); level++) {
                values[h * WindowShape.LEVELS.size() + level] = (float) quantile(point, errors, level);
            }
        }
        return values;
    }

    private static double quantile(double point, List<Double> errors, int level) {
        if (level == WindowShape.MEDIAN) {
            return point;
        }
        double share = WindowShape.LEVELS.get(level);
        double off = errors.size() < ERRORS_MIN ? point * (share - 0.5) : errors.get((int) (share * errors.size()));
        return Math.max(0, share < 0.5 ? Math.min(point, point + off) : Math.max(point, point + off));
    }

    private double mean(DemandSeries series, int before) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < before; t++) {
            if (series.isKnown(t)) {
                sum += series.units()[t];
                count++;
            }
        }
        return count == 0 ? meanLevel : sum / count;
    }
}
