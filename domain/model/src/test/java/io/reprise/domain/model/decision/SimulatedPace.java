package io.reprise.domain.model.decision;

import java.util.SplittableRandom;

/**
 * A sale's windows as the demo's shoppers make them: orders are Poisson, of one to six units each.
 *
 * @param unitsPerWindow units expected in a window
 * @param pace of the windows before {@code changeAt}; likewise {@code paceAfter}
 */
record SimulatedPace(double unitsPerWindow, double pace, int changeAt, double paceAfter) {

    static final int WINDOWS = 48;
    private static final int[] QUANTITIES = {1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6};
    private static final double MEAN_QUANTITY = 26.0 / 11;

    static final PaceChanges CHANGES = changes(Policies.defaults(SequentialEvaluation.REF));

    static PaceChanges changes(Parameters p) {
        return new PaceChanges(
                p.get("unitsDispersion"),
                p.get("paceShape"),
                p.get("windowsBetweenChanges"),
                p.get("changeProbability"));
    }

    double[] sold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] sold = new double[WINDOWS];
        for (int w = 0; w < WINDOWS; w++) {
            double orders = unitsPerWindow * (w < changeAt ? pace : paceAfter) / MEAN_QUANTITY;
            for (int n = SimulatedExperiment.poisson(random, orders); n > 0; n--) {
                sold[w] += QUANTITIES[random.nextInt(QUANTITIES.length)];
            }
        }
        return sold;
    }

    /** The stretch reported after so many windows. */
    PaceChanges.Stretch after(double[] sold, int windows, PaceChanges changes) {
        double[] expected = new double[windows];
        java.util.Arrays.fill(expected, unitsPerWindow);
        return changes.last(java.util.Arrays.copyOf(sold, windows), expected);
    }

    /**
     * @param falseAlarms share of sales in which a change was reported before there was one
     * @param found share in which it was reported by the end, of those without a false alarm
     * @param delayMedian windows until it was reported, where it was
     * @param paceError mean absolute error of the pace reported at the end, relative
     * @param paceErrorSinceStart the same of the pace since the sale's start
     */
    record Found(double falseAlarms, double found, double delayMedian, double paceError, double paceErrorSinceStart) {}

    Found find(long seed, int sales, PaceChanges changes) {
        int falseAlarms = 0;
        int found = 0;
        int[] delays = new int[sales];
        double error = 0;
        double errorSinceStart = 0;
        for (int sale = 0; sale < sales; sale++) {
            double[] sold = sold(seed + sale);
            int reported = WINDOWS + 1;
            for (int w = 2; w <= WINDOWS && reported > WINDOWS; w++) {
                reported = after(sold, w, changes).windows() < w ? w : reported;
            }
            boolean tooSoon = reported <= Math.min(changeAt, WINDOWS);
            falseAlarms += tooSoon ? 1 : 0;
            if (!tooSoon && reported <= WINDOWS) {
                delays[found++] = reported - changeAt;
            }
            double total = java.util.Arrays.stream(sold).sum();
            double now = changeAt < WINDOWS ? paceAfter : pace;
            error += Math.abs(after(sold, WINDOWS, changes).mean() / now - 1) / sales;
            errorSinceStart += Math.abs(total / (WINDOWS * unitsPerWindow) / now - 1) / sales;
        }
        java.util.Arrays.sort(delays, 0, found);
        return new Found(
                (double) falseAlarms / sales,
                falseAlarms == sales ? 0 : (double) found / (sales - falseAlarms),
                found == 0 ? Double.NaN : delays[found / 2],
                error,
                errorSinceStart);
    }

    /** Prints the table of the guide. */
    public static void main(String[] args) {
        int sales = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        System.out.println(
                "| units a window | change | reported before it | found | windows later (median) | error of pace | error since start |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (double units : new double[] {5, 15, 50}) {
            for (double after : new double[] {1, 0.75, 0.5, 1.5, 2}) {
                SimulatedPace one = new SimulatedPace(units, 1, after == 1 ? WINDOWS : 24, after);
                Found f = one.find(seed, sales, CHANGES);
                System.out.printf(
                        "| %.0f | × %.2f | %.3f | %.3f | %.0f | %.2f | %.2f |%n",
                        units,
                        after,
                        f.falseAlarms(),
                        f.found(),
                        f.delayMedian(),
                        f.paceError(),
                        f.paceErrorSinceStart());
            }
        }
    }
}
