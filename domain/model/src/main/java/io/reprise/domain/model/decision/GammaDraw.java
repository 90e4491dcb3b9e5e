package io.reprise.domain.model.decision;

import java.util.SplittableRandom;

/** Draws from the Gamma distribution of scale 1 by the squeeze of Marsaglia and Tsang (2000), on strict arithmetic. */
final class GammaDraw {

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
