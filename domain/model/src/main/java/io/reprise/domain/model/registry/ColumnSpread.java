package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the values of one column scattered when a model was trained: between deciles, so that later values can be compared
 * without the training data.
 *
 * @param column name, for example {@code regular-price}
 * @param index of the column in the tensor, from 0
 * @param bounds rising; a value belongs to the first bound that is not below it
 * @param shares of the rows, one more than bounds: the last is of values above all of them; 1 together
 */
public record ColumnSpread(String column, int index, List<Double> bounds, List<Double> shares) {

    private static final int PARTS = 10;

    public ColumnSpread {
        bounds = List.copyOf(bounds);
        shares = List.copyOf(shares);
        InvalidValue.unless(
                !bounds.isEmpty() && shares.size() == bounds.size() + 1,
                "shares",
                "must be one more than bounds, of which there is at least one");
    }

    /** @param values of the training rows, in any order; at least one */
    public static ColumnSpread of(String column, int index, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<Double> bounds = new ArrayList<>();
        for (int part = 1; part < PARTS; part++) {
            double bound = sorted[(int) ((long) part * (sorted.length - 1) / PARTS)];
            if (bounds.isEmpty() || bound > bounds.getLast()) {
                bounds.add(bound);
            }
        }
        return new ColumnSpread(column, index, bounds, shares(bounds, values));
    }

    private static List<Double> shares(List<Double> bounds, double[] values) {
        int[] counts = new int[bounds.size() + 1];
        for (double value : values) {
            int part = 0;
            while (part < bounds.size() && value > bounds.get(part)) {
                part++;
            }
            counts[part]++;
        }
        return Arrays.stream(counts)
                .mapToObj(count -> (double) count / values.length)
                .toList();
    }

    /** How far later values are from those of training. @param values at least one */
    public Shift shift(double[] values) {
        List<Double> now = shares(bounds, values);
        double independent = independent(values);
        // In place of a share of nothing, whose logarithm would be infinite: half of a value.
        double least = 0.5 / independent;
        double index = 0;
        double below = 0;
        double furthest = 0;
        for (int part = 0; part < now.size(); part++) {
            double then = Math.max(least, shares.get(part));
            double share = Math.max(least, now.get(part));
            index += (share - then) * StrictMath.log(share / then);
            below += now.get(part) - shares.get(part);
            furthest = Math.max(furthest, Math.abs(below));
        }
        double byChance = (now.size() - 1) / independent;
        return new Shift(column, index, byChance, furthest, Extent.of(index - byChance));
    }

    /**
     * An item has the same price in each of its rows, so rows tell no more than there are different values; but for a column
     * that knows only a few.
     */
    private double independent(double[] values) {
        return bounds.size() < PARTS / 2
                ? values.length
                : Arrays.stream(values).distinct().count();
    }

    /**
     * @param stability population stability index, the sum of (share − share then) × ln(share ÷ share then)
     * @param byChance what the index of so few different values is on average where nothing moved (Yurdakul and Naranjo,
     *     Statistical properties of the population stability index, 2020)
     * @param distance of Kolmogorov and Smirnov, at the bounds: the largest difference in the share of values up to one
     * @param extent by the usual limits of the index, beyond what is by chance
     */
    public record Shift(String column, double stability, double byChance, double distance, Extent extent) {}

    /** What is usually made of the index: below 0.1, below 0.25, and from there on (Siddiqi, Credit Risk Scorecards, 2006). */
    public enum Extent {
        LITTLE,
        SOME,
        MUCH;

        static Extent of(double stability) {
            return stability < 0.1 ? LITTLE : stability < 0.25 ? SOME : MUCH;
        }
    }
}
