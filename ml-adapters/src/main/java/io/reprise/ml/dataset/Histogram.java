package io.reprise.ml.dataset;

import java.util.Optional;

/** How values from 1 up are spread, in steps of 9 % (eight to an octave), whatever their number: 512 counters. */
final class Histogram {

    private static final int STEPS_PER_OCTAVE = 8;
    private static final double LIMIT_SHARE = 0.999;

    private final long[] counts = new long[64 * STEPS_PER_OCTAVE];
    private long all;
    private long min = Long.MAX_VALUE;
    private long max;

    /** @param value at least 1 */
    void add(long value) {
        counts[step(value)]++;
        all++;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    private static int step(long value) {
        return (int) Math.round(Math.log(value) / Math.log(2) * STEPS_PER_OCTAVE);
    }

    private static double middle(int step) {
        return Math.pow(2, step / (double) STEPS_PER_OCTAVE);
    }

    private static double upperEdge(int step) {
        return Math.pow(2, (step + 0.5) / STEPS_PER_OCTAVE);
    }

    private int stepOf(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        int step = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[step]) {
            step++;
        }
        return step;
    }

    /** Empty where there was no value. */
    Optional<DataQualityReport.Spread> spread() {
        if (all == 0) {
            return Optional.empty();
        }
        int limit = stepOf(LIMIT_SHARE);
        long above = 0;
        for (int i = limit + 1; i < counts.length; i++) {
            above += counts[i];
        }
        return Optional.of(new DataQualityReport.Spread(
                min, rounded(middle(stepOf(0.5))), Math.min(max, rounded(upperEdge(limit))), max, above));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
