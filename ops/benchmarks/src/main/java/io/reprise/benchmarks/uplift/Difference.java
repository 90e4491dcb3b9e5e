package io.reprise.benchmarks.uplift;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How much more one strategy brought than another over the same campaigns: the ratio of their sums less one, with a 95 %
 * interval by the percentile bootstrap over campaigns (Efron 1979; 2,000 resamples). A campaign is drawn with all its
 * scenarios, because these share its shoppers.
 *
 * @param more 0.1 for ten per cent more, likewise the ends of its interval
 */
record Difference(double more, double low, double high) {

    private static final int RESAMPLES = 2_000;

    /**
     * @param of what the strategy brought, by campaign
     * @param over what it is compared with brought, by campaign
     */
    static Difference between(double[] of, double[] over, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double a = 0;
            double b = 0;
            for (int i = 0; i < of.length; i++) {
                int at = random.nextInt(of.length);
                a += of[at];
                b += over[at];
            }
            drawn[r] = a / b - 1;
        }
        Arrays.sort(drawn);
        return new Difference(
                Arrays.stream(of).sum() / Arrays.stream(over).sum() - 1,
                drawn[(int) (0.025 * RESAMPLES)],
                drawn[(int) (0.975 * RESAMPLES) - 1]);
    }

    boolean isWorse() {
        return high < 0;
    }

    /** As {@code +12.3 % (+10.1 to +14.5)}, with a mark where it is significantly worse. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.1f %% (%+.1f to %+.1f)", 100 * more, 100 * low, 100 * high)
                + (isWorse() ? " **worse**" : "");
    }
}
