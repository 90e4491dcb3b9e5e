package io.reprise.domain.model.decision;

/**
 * What one arm of the sale's experiment did so far.
 *
 * @param enrolled shoppers assigned to the arm
 * @param participants of these, how many looked at an item of the sale
 * @param buyers of these, how many bought
 * @param orders order lines
 * @param units units sold
 * @param revenueCents what they paid
 * @param revenueSquaredCents sum over shoppers of the square of what each paid, for the variance
 */
public record ArmTotals(
        long enrolled,
        long participants,
        long buyers,
        long orders,
        long units,
        long revenueCents,
        double revenueSquaredCents) {

    public static final ArmTotals NONE = new ArmTotals(0, 0, 0, 0, 0, 0, 0);

    /** Mean revenue for each enrolled shopper, in cents. */
    public double revenuePerShopper() {
        return enrolled == 0 ? 0 : (double) revenueCents / enrolled;
    }

    /** Variance of that mean. */
    public double varianceOfMean() {
        if (enrolled < 2) {
            return 0;
        }
        double mean = revenuePerShopper();
        double variance = Math.max(0, (revenueSquaredCents - enrolled * mean * mean) / (enrolled - 1));
        return variance / enrolled;
    }
}
