package io.reprise.ml.behaviour;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * By how many per cent an item's sales change when its price changes by one per cent. Per item a Poisson regression of
 * units a day on the logarithm of the price, weekday and the rest of the shop's sales; across items the estimates are drawn
 * towards their mean as far as they are uncertain (random effects with the variance of DerSimonian and Laird 1986; the
 * empirical Bayes estimate of Efron and Morris 1975).
 *
 * <p>Past prices were not set at random: a price lowered because demand was low hides its own effect. Read the figures as
 * what happened together.
 */
public final class PriceSensitivity {

    private static final int DAYS_MIN = 20;
    private static final int DAYS_FOR_WEEKDAYS = 60;
    private static final double CONFIDENCE = 0.95;
    private static final double Z = 1.96;

    /** Where a shop sells at least so much, a day without any sale is a day it was closed. */
    private static final double OPEN_UNITS_A_DAY = 20;

    /** What was sold of an item on a day. @param priceCents what a unit cost, the median of the day's lines */
    public record Day(double units, long priceCents) {}

    /**
     * @param own estimate from the item alone
     * @param elasticity after shrinkage, with its 95 % interval; the mean of all items where the item tells nothing
     * @param prices different prices the item was sold at
     */
    public record Estimate(
            String item, int days, int prices, Optional<Interval> own, Optional<Interval> elasticity, String note) {}

    /** @param value between {@code low} and {@code high} with 95 % confidence */
    public record Interval(double value, double low, double high) {}

    /** @param mean of all items' elasticities, @param spread standard deviation of true elasticities between items */
    public record Result(Optional<Interval> mean, double spread, List<Estimate> items) {}

    private record Own(double value, double error, int freedom) {}

    private PriceSensitivity() {}

    /**
     * @param items by item, days on which it was sold
     * @param shopUnits units the whole shop sold, by day
     */
    public static Result of(Map<String, SortedMap<LocalDate, Day>> items, Map<LocalDate, Double> shopUnits) {
        List<String> names = items.keySet().stream().sorted().toList();
        List<Optional<Own>> own =
                names.stream().map(name -> own(items.get(name), shopUnits)).toList();
        List<Own> known = own.stream().flatMap(Optional::stream).toList();
        double between = varianceBetween(known);
        Optional<Own> mean = mean(known, between);
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            SortedMap<LocalDate, Day> days = items.get(names.get(i));
            estimates.add(new Estimate(
                    names.get(i),
                    days.size(),
                    prices(days),
                    own.get(i).map(PriceSensitivity::interval),
                    shrunk(own.get(i), mean, between),
                    own.get(i).isPresent() ? "" : prices(days) < 2 ? "one price only" : "too few days to tell"));
        }
        estimates.sort(Comparator.comparingDouble(
                e -> e.elasticity().map(Interval::value).orElse(Double.MAX_VALUE)));
        return new Result(mean.map(PriceSensitivity::interval), Math.sqrt(between), List.copyOf(estimates));
    }

    private static int prices(SortedMap<LocalDate, Day> days) {
        Set<Long> prices = new HashSet<>();
        days.values().forEach(d -> prices.add(d.priceCents()));
        return prices.size();
    }

    /** On days without a sale the price is the one of the last sale. */
    private static Optional<Own> own(SortedMap<LocalDate, Day> sold, Map<LocalDate, Double> shopUnits) {
        if (sold.size() < DAYS_MIN || prices(sold) < 2) {
            return Optional.empty();
        }
        double shopMean =
                shopUnits.values().stream().mapToDouble(u -> u).average().orElse(0);
        List<LocalDate> days = sold.firstKey()
                .datesUntil(sold.lastKey().plusDays(1))
                .filter(day -> shopMean < OPEN_UNITS_A_DAY || shopUnits.getOrDefault(day, 0.0) > 0)
                .toList();
        double[] units = new double[days.size()];
        double[][] rows = new double[days.size()][];
        double price = 0;
        for (int i = 0; i < units.length; i++) {
            Day day = sold.get(days.get(i));
            price = day == null ? price : Math.log(day.priceCents());
            units[i] = day == null ? 0 : day.units();
            double rest = Math.max(0, shopUnits.getOrDefault(days.get(i), 0.0) - units[i]);
            rows[i] = row(price, rest, days.get(i).getDayOfWeek().getValue(), units.length >= DAYS_FOR_WEEKDAYS);
        }
        return PoissonRegression.fit(withoutConstants(rows), units)
                .map(fit -> new Own(fit.coefficients()[1], fit.standardErrors()[1], fit.degreesOfFreedom()));
    }

    private static double[] row(double logPrice, double rest, int weekday, boolean weekdays) {
        double[] row = new double[weekdays ? 9 : 3];
        row[0] = 1;
        row[1] = logPrice;
        row[2] = Math.log1p(rest);
        if (weekdays && weekday > 1) {
            row[1 + weekday] = 1;
        }
        return row;
    }

    /** Columns that never change say nothing and cannot be told from the intercept; the others are centred. */
    private static double[][] withoutConstants(double[][] rows) {
        int columns = rows[0].length;
        double[] means = new double[columns];
        boolean[] varies = new boolean[columns];
        for (int c = 1; c < columns; c++) {
            int column = c;
            means[c] = Arrays.stream(rows).mapToDouble(r -> r[column]).average().orElse(0);
            varies[c] = Arrays.stream(rows).anyMatch(r -> Math.abs(r[column] - rows[0][column]) > 1e-12);
        }
        int[] kept = java.util.stream.IntStream.range(0, columns)
                .filter(c -> c <= 1 || varies[c])
                .toArray();
        return Arrays.stream(rows)
                .map(r -> Arrays.stream(kept)
                        .mapToDouble(c -> c == 0 ? 1 : r[c] - means[c])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double varianceBetween(List<Own> known) {
        if (known.size() < 3) {
            return 0;
        }
        double weights = known.stream().mapToDouble(PriceSensitivity::precision).sum();
        double squares =
                known.stream().mapToDouble(o -> precision(o) * precision(o)).sum();
        double mean = known.stream().mapToDouble(o -> precision(o) * o.value()).sum() / weights;
        double q = known.stream()
                .mapToDouble(o -> precision(o) * (o.value() - mean) * (o.value() - mean))
                .sum();
        return Math.max(0, (q - (known.size() - 1)) / (weights - squares / weights));
    }

    private static double precision(Own own) {
        return 1 / (own.error() * own.error());
    }

    private static Optional<Own> mean(List<Own> known, double between) {
        if (known.size() < 3) {
            return Optional.empty();
        }
        double weights = known.stream()
                .mapToDouble(o -> 1 / (o.error() * o.error() + between))
                .sum();
        double mean = known.stream()
                        .mapToDouble(o -> o.value() / (o.error() * o.error() + between))
                        .sum()
                / weights;
        return Optional.of(new Own(mean, Math.sqrt(1 / weights), known.size() - 1));
    }

    private static Interval interval(Own own) {
        double t = new TDistribution(own.freedom()).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Interval(own.value(), own.value() - t * own.error(), own.value() + t * own.error());
    }

    private static Optional<Interval> shrunk(Optional<Own> own, Optional<Own> mean, double between) {
        if (mean.isEmpty()) {
            return own.map(PriceSensitivity::interval);
        }
        double ofMean = mean.get().error() * mean.get().error();
        if (own.isEmpty()) {
            double error = Math.sqrt(between + ofMean);
            return Optional.of(around(mean.get().value(), error));
        }
        double variance = own.get().error() * own.get().error();
        double ownShare = between / (between + variance);
        double value =
                ownShare * own.get().value() + (1 - ownShare) * mean.get().value();
        // The mean is an estimate too: its uncertainty counts as far as the item leans on it (Morris 1983).
        double error = Math.sqrt(ownShare * variance + (1 - ownShare) * (1 - ownShare) * ofMean);
        return Optional.of(around(value, error));
    }

    private static Interval around(double value, double error) {
        return new Interval(value, value - Z * error, value + Z * error);
    }
}
