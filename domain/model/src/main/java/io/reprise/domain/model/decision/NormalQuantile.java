package io.reprise.domain.model.decision;

/**
 * Quantiles of the standard normal distribution by the rational approximation 26.2.23 of Abramowitz and Stegun (1964),
 * absolute error below 4.5e-4: good to a thousandth of a unit of stock.
 */
final class NormalQuantile {

    private NormalQuantile() {}

    /** @param probability strictly between 0 and 1 */
    static double at(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability must lie between 0 and 1, but was " + probability);
        }
        double tail = Math.min(probability, 1 - probability);
        double t = StrictMath.sqrt(-2 * StrictMath.log(tail));
        double x =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return probability < 0.5 ? -x : x;
    }
}
