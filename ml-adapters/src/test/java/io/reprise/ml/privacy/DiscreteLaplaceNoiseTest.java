package io.reprise.ml.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscreteLaplaceNoiseTest {

    private static final int DRAWS = 200_000;

    private static Map<Long, Double> frequencies(int sensitivity, long epsilonMicros) {
        DiscreteLaplaceNoise noise = new DiscreteLaplaceNoise(new Random(11));
        Map<Long, Double> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            counts.merge(noise.draw(sensitivity, epsilonMicros), 1.0 / DRAWS, Double::sum);
        }
        return counts;
    }

    @Test
    void everyNumberComesAsOftenAsTheDistributionSays() {
        for (long epsilonMicros : new long[] {300_000, 1_000_000, 2_500_000}) {
            for (int sensitivity : new int[] {1, 3}) {
                double step = Math.exp(-epsilonMicros / 1e6 / sensitivity);
                double atZero = (1 - step) / (1 + step);
                Map<Long, Double> seen = frequencies(sensitivity, epsilonMicros);
                for (long k = -6; k <= 6; k++) {
                    double expected = atZero * Math.pow(step, Math.abs(k));
                    double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
                    assertThat(seen.getOrDefault(k, 0.0))
                            .as("ε %d, sensitivity %d, k %d", epsilonMicros, sensitivity, k)
                            .isCloseTo(expected, within(5 * deviation));
                }
            }
        }
    }

    /** The promise itself: with one shopper more, no answer is more than e^ε times as likely. */
    @Test
    void neighboursCannotBeToldApartBetterThanEpsilonAllows() {
        Map<Long, Double> seen = frequencies(1, 500_000);
        for (long k = -4; k <= 4; k++) {
            assertThat(Math.log(seen.get(k) / seen.get(k - 1)))
                    .as("%d beside %d", k, k - 1)
                    .isBetween(-0.56, 0.56);
        }
    }

    @Test
    void noiseThatHidesNothingIsNotMade() {
        DiscreteLaplaceNoise noise = new DiscreteLaplaceNoise();
        assertThatThrownBy(() -> noise.draw(0, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> noise.draw(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
