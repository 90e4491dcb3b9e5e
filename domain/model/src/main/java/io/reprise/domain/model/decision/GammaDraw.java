package io.reprise.domain.model.decision;

import java.util.SplittableRandom;

/** Draws from the Gamma distribution of scale 1 by the squeeze of Marsaglia and Tsang (2000), on strict arithmetic. */
final class GammaDraw {

    /** 1 in the paper. */
    private static final double SQUEEZE = 0.999;

    private GammaDraw() {}

    /** @param shape above 0 */
    static double of(double shape, SplittableRandom random) {
        if (shape < 1) {
            return of(shape + 1, random) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = 1 + c * x;
            if (v > 0) {
                double cubed = v * v * v;
                double u = 1 - random.nextDouble();
                // Within the squeeze there is no need to look at logarithms. It is drawn tighter than theirs, by far
                // more than
                // any rounding, so that what is drawn is to the bit what it would be without.
                if (u < SQUEEZE - 0.0331 * x * x * x * x) {
                    return d * cubed;
                }
                if (StrictMath.log(u) < 0.5 * x * x + d * (1 - cubed + StrictMath.log(cubed))) {
                    return d * cubed;
                }
            }
        }
    }

    /** Box and Muller (1958). */
    private static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
