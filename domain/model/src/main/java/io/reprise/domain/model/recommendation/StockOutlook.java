package io.reprise.domain.model.recommendation;

/** Whether there will be a unit for whoever asks for one. */
public final class StockOutlook {

    /** The plan's own expectation counts as much as this share of the sale's length would, had it been watched. */
    private static final double PRIOR_SHARE = 0.25;

    /** Beyond this many units their spread hardly matters, and e to the power of −units is hardly a number. */
    private static final double EXACT_MAX = 200;

    private StockOutlook() {}

    /**
     * Units that the rest of a sale is expected to ask for: the rate of what was sold, which the sale begins with as if its
     * share were sold evenly over its length (the mean of a gamma prior updated by Poisson sales).
     *
     * @param sold units sold so far, of {@code share} that were set aside
     */
    public static double expectedUnits(int sold, int share, double elapsedHours, double leftHours) {
        double length = elapsedHours + leftHours;
        if (length <= 0) {
            return 0;
        }
        return (sold + PRIOR_SHARE * share) / (elapsedHours + PRIOR_SHARE * length) * leftHours;
    }

    /**
     * The chance that a unit asked for in the rest of the sale is there: the fill rate, E[min(D, left)] / E[D], of Poisson
     * demand D (Silver, Pyke and Thomas 2017).
     */
    public static double fillRate(int left, double expectedUnits) {
        if (left <= 0) {
            return 0;
        }
        if (expectedUnits <= 0) {
            return 1;
        }
        double spread = 6 * Math.sqrt(expectedUnits) + 6;
        if (left >= expectedUnits + spread) {
            return 1;
        }
        if (expectedUnits > EXACT_MAX || left <= expectedUnits - spread) {
            return Math.min(1, left / expectedUnits);
        }
        // E[D; D ≤ left] is E[D] · P(D ≤ left − 1); beyond left, left are sold.
        double term = StrictMath.exp(-expectedUnits);
        double below = 0;
        for (int units = 0; units < left; units++) {
            below += term;
            term *= expectedUnits / (units + 1);
        }
        double beyond = Math.max(0, 1 - below - term);
        return Math.min(1, below + beyond * left / expectedUnits);
    }
}
