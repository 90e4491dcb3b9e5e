package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How far forecasts were from what came, over all periods of which that is known.
 *
 * @param wape sum of absolute errors of the median over the sum of units
 * @param pinball mean over quantiles of the pinball loss, summed and doubled, over the sum of units (Park et al. 2022)
 * @param coverage share of periods between the outer quantiles, which should be 0.8
 */
public record DemandErrors(double wape, double pinball, double coverage, long periods) {

    public static DemandErrors of(Forecasts forecasts, DemandPanel came) {
        return of(forecasts, came, window -> true);
    }

    public static DemandErrors of(Forecasts forecasts, DemandPanel came, Predicate<Window> counted) {
        double absolute = 0;
        double pinball = 0;
        double units = 0;
        long inside = 0;
        long periods = 0;
        int levels = WindowShape.LEVELS.size();
        for (int i = 0; i < forecasts.windows().size(); i++) {
            Window window = forecasts.windows().get(i);
            DemandSeries series = came.series().get(window.series());
            for (int h = 0; h < forecasts.horizon() && counted.test(window); h++) {
                if (!series.isKnown(window.origin() + h)) {
                    continue;
                }
                double actual = series.units()[window.origin() + h];
                absolute += Math.abs(actual - forecasts.quantile(i, h, WindowShape.MEDIAN));
                for (int level = 0; level < levels; level++) {
                    pinball += 2
                            * pinball(actual, forecasts.quantile(i, h, level), WindowShape.LEVELS.get(level))
                            / levels;
                }
                units += actual;
                inside +=
                        actual >= forecasts.quantile(i, h, 0) && actual <= forecasts.quantile(i, h, levels - 1) ? 1 : 0;
                periods++;
            }
        }
        return new DemandErrors(absolute / units, pinball / units, (double) inside / periods, periods);
    }

    private static double pinball(double actual, double quantile, double level) {
        return Math.max(level * (actual - quantile), (level - 1) * (actual - quantile));
    }

    /** Root of the mean squared error of a window's mean forecast; NaN where nothing is known of what came. */
    public static double rootMeanSquare(Forecasts forecasts, int index, DemandPanel came) {
        Window window = forecasts.windows().get(index);
        DemandSeries series = came.series().get(window.series());
        double[] squares = new double[forecasts.horizon()];
        Arrays.fill(squares, Double.NaN);
        for (int h = 0; h < squares.length; h++) {
            if (series.isKnown(window.origin() + h)) {
                squares[h] = Math.pow(series.units()[window.origin() + h] - forecasts.mean(index, h), 2);
            }
        }
        return Math.sqrt(
                Arrays.stream(squares).filter(s -> !Double.isNaN(s)).average().orElse(Double.NaN));
    }

    public SortedMap<String, Double> measures() {
        return new TreeMap<>(java.util.Map.of("wape", wape, "pinball", pinball, "band-coverage", coverage));
    }
}
