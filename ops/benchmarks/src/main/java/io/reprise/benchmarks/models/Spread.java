package io.reprise.benchmarks.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;

/** Figures of the same thing from several seeds. */
record Spread(double mean, double half, int runs) {

    private static final double CONFIDENCE = 0.95;

    /** @param half half the width of the 95 % interval of the mean by Student's t; NaN for one run */
    static Spread of(List<Double> values) {
        double[] all = values.stream().mapToDouble(v -> v).toArray();
        double mean = Arrays.stream(all).average().orElse(Double.NaN);
        if (all.length < 2) {
            return new Spread(mean, Double.NaN, all.length);
        }
        double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum() / (all.length - 1);
        double t = new TDistribution(all.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Spread(mean, t * Math.sqrt(variance / all.length), all.length);
    }

    String text(int digits) {
        String number = "%." + digits + "f";
        return Double.isNaN(half)
                ? String.format(Locale.ROOT, number, mean)
                : String.format(Locale.ROOT, number + " ± " + number, mean, half);
    }
}
