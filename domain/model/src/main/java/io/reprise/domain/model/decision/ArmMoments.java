package io.reprise.domain.model.decision;

/**
 * What the comparison of two arms needs beside {@link ArmTotals}: sums over the arm's shoppers. The covariate is what a
 * shopper spent before the sale, as told at enrolment; 0 where nothing was told.
 *
 * @param marginCents what they paid less what it had cost
 * @param marginSquaredCents sum over shoppers of the square of each one's margin
 * @param priorCents what they had spent before
 * @param priorSquaredCents sum of its squares
 * @param revenuePriorCents sum over shoppers of revenue times prior spend; likewise {@code marginPriorCents}
 */
public record ArmMoments(
        long marginCents,
        double marginSquaredCents,
        long priorCents,
        double priorSquaredCents,
        double revenuePriorCents,
        double marginPriorCents) {

    public static final ArmMoments NONE = new ArmMoments(0, 0, 0, 0, 0, 0);
}
