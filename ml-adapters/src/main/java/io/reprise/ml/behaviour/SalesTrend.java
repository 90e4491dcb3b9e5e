package io.reprise.ml.behaviour;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.analysis.interpolation.LoessInterpolator;
import org.hipparchus.stat.descriptive.moment.Variance;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Trend and weekly rhythm of daily sales: the decomposition STL with a fixed weekly pattern (Cleveland, Cleveland, McRae
 * and Terpenning 1990), trend by LOESS over four weeks; strengths as of Wang, Smith and Hyndman 2006.
 *
 * @param weekday sales of a weekday against an average day, Monday first: 1.2 is a fifth more
 * @param seasonalStrength 0 to 1: how much of what trend leaves is the week's rhythm, likewise {@code trendStrength}
 * @param growthPerWeek change of the last eight weeks per week, relative to their mean, with its 95 % interval
 * @param trend units a day without rhythm and noise
 * @param unusual days farthest from trend and rhythm, in standard deviations of what is left over; at least 3
 */
public record SalesTrend(
        List<Double> weekday,
        double seasonalStrength,
        double trendStrength,
        PriceSensitivity.Interval growthPerWeek,
        SortedMap<LocalDate, Double> trend,
        SortedMap<LocalDate, Double> unusual) {

    private static final int WEEK = 7;
    private static final int DAYS_MIN = 28;
    private static final int TREND_DAYS = 29;
    private static final int GROWTH_DAYS = 56;
    private static final int ROUNDS = 5;
    private static final double UNUSUAL = 3;

    /**
     * @param units sold by day; days between that are missing had no sale
     * @return empty for less than four weeks
     */
    public static Optional<SalesTrend> of(SortedMap<LocalDate, Double> units) {
        if (units.isEmpty()) {
            return Optional.empty();
        }
        List<LocalDate> days =
                units.firstKey().datesUntil(units.lastKey().plusDays(1)).toList();
        if (days.size() < DAYS_MIN) {
            return Optional.empty();
        }
        double[] y = days.stream().mapToDouble(d -> units.getOrDefault(d, 0.0)).toArray();
        double[] trend = new double[y.length];
        double[] season = new double[WEEK];
        int first = days.getFirst().getDayOfWeek().getValue() - 1;
        for (int round = 0; round < ROUNDS; round++) {
            season = season(y, trend, first);
            double[] rhythm = season;
            trend = loess(IntStream.range(0, y.length)
                    .mapToDouble(i -> y[i] - rhythm[(first + i) % WEEK])
                    .toArray());
        }
        return Optional.of(described(days, y, trend, season, first));
    }

    private static double[] season(double[] y, double[] trend, int first) {
        double[] sums = new double[WEEK];
        int[] counts = new int[WEEK];
        for (int i = 0; i < y.length; i++) {
            sums[(first + i) % WEEK] += y[i] - trend[i];
            counts[(first + i) % WEEK]++;
        }
        double[] means =
                IntStream.range(0, WEEK).mapToDouble(w -> sums[w] / counts[w]).toArray();
        double middle = Arrays.stream(means).average().orElse(0);
        return Arrays.stream(means).map(m -> m - middle).toArray();
    }

    private static double[] loess(double[] y) {
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        double bandwidth = Math.min(1, TREND_DAYS / (double) y.length);
        return new LoessInterpolator(bandwidth, 0).smooth(x, y);
    }

    private static SalesTrend described(List<LocalDate> days, double[] y, double[] trend, double[] season, int first) {
        int n = y.length;
        double mean = Arrays.stream(y).average().orElse(0);
        double[] rest = IntStream.range(0, n)
                .mapToDouble(i -> y[i] - trend[i] - season[(first + i) % WEEK])
                .toArray();
        double restVariance = new Variance().evaluate(rest);
        double deviation = Math.sqrt(restVariance);
        double withSeason = new Variance()
                .evaluate(IntStream.range(0, n)
                        .mapToDouble(i -> rest[i] + season[(first + i) % WEEK])
                        .toArray());
        double withTrend = new Variance()
                .evaluate(IntStream.range(0, n)
                        .mapToDouble(i -> rest[i] + trend[i])
                        .toArray());
        SortedMap<LocalDate, Double> trendByDay = new TreeMap<>();
        SortedMap<LocalDate, Double> unusual = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            trendByDay.put(days.get(i), trend[i]);
            if (deviation > 0 && Math.abs(rest[i]) >= UNUSUAL * deviation) {
                unusual.put(days.get(i), rest[i] / deviation);
            }
        }
        return new SalesTrend(
                DoubleStream.of(season)
                        .mapToObj(s -> mean == 0 ? 1.0 : 1 + s / mean)
                        .toList(),
                strength(restVariance, withSeason),
                strength(restVariance, withTrend),
                growth(y, season, first),
                trendByDay,
                unusual);
    }

    private static double strength(double rest, double with) {
        return with == 0 ? 0 : Math.max(0, 1 - rest / with);
    }

    private static PriceSensitivity.Interval growth(double[] y, double[] season, int first) {
        int from = Math.max(0, y.length - GROWTH_DAYS);
        SimpleRegression line = new SimpleRegression();
        double sum = 0;
        for (int i = from; i < y.length; i++) {
            double value = y[i] - season[(first + i) % WEEK];
            line.addData(i / (double) WEEK, value);
            sum += value;
        }
        double mean = Math.max(1e-9, sum / (y.length - from));
        double margin = line.getSlopeConfidenceInterval();
        return new PriceSensitivity.Interval(
                line.getSlope() / mean, (line.getSlope() - margin) / mean, (line.getSlope() + margin) / mean);
    }

    /** Sales of a weekday against an average day, from 1, Monday. */
    double factor(LocalDate day) {
        return Math.max(0, weekday.get(day.getDayOfWeek().getValue() - 1));
    }
}
