package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Optional;

/**
 * Compares the arms of a sale's experiment by what each enrolled shopper brought, adjusted by what the shopper spent
 * before the sale: CUPED (Deng, Xu, Kohavi and Walker 2013).
 *
 * <p>Shoppers are enrolled before the sale, so it is not shoppers that arrive over time but what they spend. The
 * difference of the arms' means at a window's end is then near normal with the variance that is estimated here, and what
 * a shopper spends in two windows is not negatively correlated; such a process leaves a boundary less often than the
 * Brownian motion with the same variances (Slepian's inequality), for which {@link ConfidenceSequence} is made.
 */
final class ArmComparison {

    private final ConfidenceSequence revenueSequence;
    private final ConfidenceSequence marginSequence;
    private final double plannedHalfWidths;
    private final double buyersMin;

    /**
     * @param expectedUnits units that the forecast expects of each item in the whole sale, sold to the treated
     * @param shoppers enrolled in each arm
     */
    ArmComparison(Experiment experiment, double[] expectedUnits, long treated, long holdOut, Parameters p) {
        double alpha = p.within("alpha", 1e-9, 0.5);
        double scale =
                varianceExpected(experiment, expectedUnits, treated, holdOut, p.within("spendDispersion", 0, 1e6));
        double margin = marginShare(experiment, expectedUnits);
        this.revenueSequence = ConfidenceSequence.narrowestAt(scale, alpha);
        this.marginSequence = ConfidenceSequence.narrowestAt(scale * margin * margin, alpha);
        this.plannedHalfWidths = NormalQuantile.at(1 - alpha / 2);
        this.buyersMin = p.within("buyersMin", 0, 1e9);
    }

    /** Sums over the shoppers of one arm: of an outcome y, of the covariate x, and of their products. */
    private record Sums(long n, double y, double yy, double x, double xx, double xy) {

        static Sums ofRevenue(ArmTotals arm, ArmMoments m) {
            return new Sums(
                    arm.enrolled(),
                    arm.revenueCents(),
                    arm.revenueSquaredCents(),
                    m.priorCents(),
                    m.priorSquaredCents(),
                    m.revenuePriorCents());
        }

        static Sums ofMargin(ArmTotals arm, ArmMoments m) {
            return new Sums(
                    arm.enrolled(),
                    m.marginCents(),
                    m.marginSquaredCents(),
                    m.priorCents(),
                    m.priorSquaredCents(),
                    m.marginPriorCents());
        }

        double centredYy() {
            return Math.max(0, yy - y / n * y);
        }

        double centredXx() {
            return Math.max(0, xx - x / n * x);
        }

        double centredXy() {
            return xy - x / n * y;
        }

        /** Sum of squares of what the covariate leaves. */
        double left(double theta) {
            return Math.max(0, centredYy() - 2 * theta * centredXy() + theta * theta * centredXx());
        }
    }

    Optional<Effect> revenue(ArmTotals treated, ArmTotals holdOut, Experiment e) {
        return compare(
                Sums.ofRevenue(treated, e.treated()),
                Sums.ofRevenue(holdOut, e.holdOut()),
                revenueSequence,
                Math.min(treated.buyers(), holdOut.buyers()));
    }

    Optional<Effect> margin(ArmTotals treated, ArmTotals holdOut, Experiment e) {
        return compare(
                Sums.ofMargin(treated, e.treated()),
                Sums.ofMargin(holdOut, e.holdOut()),
                marginSequence,
                Math.min(treated.buyers(), holdOut.buyers()));
    }

    /** Empty while an arm has too few shoppers or buyers to know how much its shoppers differ. */
    private Optional<Effect> compare(Sums treated, Sums holdOut, ConfidenceSequence sequence, long buyers) {
        if (treated.n() < 2 || holdOut.n() < 2 || buyers < buyersMin) {
            return Optional.empty();
        }
        double spread = treated.centredXx() + holdOut.centredXx();
        double theta = spread > 0 ? (treated.centredXy() + holdOut.centredXy()) / spread : 0;
        double lift = treated.y() / treated.n()
                - holdOut.y() / holdOut.n()
                - theta * (treated.x() / treated.n() - holdOut.x() / holdOut.n());
        double variance = variance(treated, holdOut, theta);
        double unadjusted = variance(treated, holdOut, 0);
        if (!(variance > 0)) {
            return Optional.empty();
        }
        double anytime = sequence.halfWidth(variance);
        double planned = plannedHalfWidths * Math.sqrt(variance);
        return Optional.of(new Effect(
                lift,
                lift - anytime,
                lift + anytime,
                lift - planned,
                lift + planned,
                treated.n(),
                variance / unadjusted));
    }

    /**
     * Of the difference of means. An arm's own variance is low exactly where it happens to have met few large spenders,
     * and then its mean is low too: so one below that of all shoppers is believed by half only. Without this, tails as
     * heavy as spending has make false alarms more frequent than they may be.
     */
    private static double variance(Sums treated, Sums holdOut, double theta) {
        double inTreated = treated.left(theta);
        double inHoldOut = holdOut.left(theta);
        double pooled = (inTreated + inHoldOut) / (treated.n() + holdOut.n() - 2);
        return believed(inTreated / (treated.n() - 1), pooled) / treated.n()
                + believed(inHoldOut / (holdOut.n() - 1), pooled) / holdOut.n();
    }

    private static double believed(double own, double pooled) {
        return own < pooled ? (own + pooled) / 2 : own;
    }

    /**
     * Variance of the difference of means that is expected at the sale's end. A guess made before the sale, which decides
     * only where the sequence is narrowest, not whether it is right.
     */
    private static double varianceExpected(
            Experiment e, double[] expectedUnits, long treated, long holdOut, double dispersion) {
        InvalidValue.unless(
                e.plannedPriceCents().size() == expectedUnits.length
                        && e.unitCostCents().size() == expectedUnits.length,
                "experiment",
                "must have a price and a cost for each of " + expectedUnits.length + " items");
        double revenue = 0;
        double units = 0;
        for (int i = 0; i < expectedUnits.length; i++) {
            revenue += expectedUnits[i] * e.plannedPriceCents().get(i);
            units += expectedUnits[i];
        }
        double perShopper = Math.max(1, revenue / Math.max(1, treated));
        double pricePerUnit = units > 0 ? Math.max(1, revenue / units) : 1;
        return perShopper * dispersion * pricePerUnit * (1.0 / Math.max(1, treated) + 1.0 / Math.max(1, holdOut));
    }

    /** Share of the price that is expected to be margin, at least a twentieth. */
    private static double marginShare(Experiment e, double[] expectedUnits) {
        double revenue = 0;
        double margin = 0;
        for (int i = 0; i < expectedUnits.length; i++) {
            long price = e.plannedPriceCents().get(i);
            revenue += expectedUnits[i] * price;
            margin += expectedUnits[i] * (price - e.unitCostCents().get(i));
        }
        return revenue > 0 ? Math.max(0.05, Math.abs(margin / revenue)) : 1;
    }
}
