package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaDrawTest {

    private static final int DRAWS = 20_000;

    /** By the logarithms alone, as it was before there was a squeeze; what it drew is in recorded decisions. */
    private static double byLogarithms(double shape, SplittableRandom random) {
        if (shape < 1) {
            return byLogarithms(shape + 1, random) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double x = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
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

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 1, 1.5, 6, 80, 1e4, 1e8})
    void whatIsDrawnIsToTheBitWhatTheLogarithmsAloneWouldDraw(double shape) {
        SplittableRandom random = new SplittableRandom(7);
        SplittableRandom other = new SplittableRandom(7);
        for (int n = 0; n < DRAWS; n++) {
            assertThat(GammaDraw.of(shape, random)).isEqualTo(byLogarithms(shape, other));
        }
    }

    @Test
    void meanAndVarianceAreTheShape() {
        SplittableRandom random = new SplittableRandom(7);
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < DRAWS; n++) {
            double draw = GammaDraw.of(4, random);
            sum += draw;
            squares += draw * draw;
        }
        double mean = sum / DRAWS;
        assertThat(mean).isBetween(3.93, 4.07);
        assertThat(squares / DRAWS - mean * mean).isBetween(3.7, 4.3);
    }
}
