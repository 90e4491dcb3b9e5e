package io.reprise.domain.model.decision;

/**
 * Interval for a mean that grows as evidence comes in, valid at all times at once: the asymptotic confidence sequence of
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021, arXiv 2103.06476), in the form for a sum with accumulated
 * variance {@code V}: with probability 1 − α it never leaves ± √((V + 1/ρ²) · ln((Vρ² + 1)/α²)). It is the two-sided
 * normal mixture of Robbins (1970) with an estimated variance.
 *
 * @param alpha probability of ever being wrong
 * @param rhoSquared 1/unit of V; has to be fixed before anybody looks
 */
record ConfidenceSequence(double alpha, double rhoSquared) {

    /** The one that is narrowest where the accumulated variance is {@code variance}. */
    static ConfidenceSequence narrowestAt(double variance, double alpha) {
        double twice = -2 * StrictMath.log(alpha);
        return new ConfidenceSequence(alpha, (twice + StrictMath.log(twice + 1)) / variance);
    }

    /** Half of the interval's width where the estimate has this variance; infinite where it has none yet. */
    double halfWidth(double variance) {
        if (!(variance > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.sqrt(
                (variance + 1 / rhoSquared) * (StrictMath.log(variance * rhoSquared + 1) - 2 * StrictMath.log(alpha)));
    }
}
