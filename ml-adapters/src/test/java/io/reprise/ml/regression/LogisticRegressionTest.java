package io.reprise.ml.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    @Test
    void plantedCoefficientsAreFound() {
        Random random = new Random(1);
        double[][] x = new double[20_000][];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {1, random.nextGaussian()};
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-(-1 + 2 * x[i][1]))) ? 1 : 0;
        }
        assertThat(LogisticRegression.fit(x, y).coefficients()).containsExactly(new double[] {-1, 2}, within(0.1));
    }

    @Test
    void logitsThatAreTooSureOfThemselvesAreCalibrated() {
        Random random = new Random(2);
        double[] logits = new double[20_000];
        boolean[] outcomes = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            double truth = random.nextGaussian() - 1;
            logits[i] = 3 * truth;
            outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth));
        }
        LogisticRegression calibration = LogisticRegression.calibration(logits, outcomes);
        assertThat(calibration.coefficients()[1]).isCloseTo(1 / 3.0, within(0.03));
        assertThat(calibration.probability(1, 0)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void outcomesThatAreToldApartStillHaveFiniteCoefficients() {
        double[] found = LogisticRegression.fit(
                        new double[][] {{1, -1}, {1, -2}, {1, 1}, {1, 2}}, new double[] {0, 0, 1, 1})
                .coefficients();
        assertThat(found[1]).isFinite().isPositive();
        assertThatThrownBy(() -> LogisticRegression.fit(new double[0][], new double[0]))
                .hasMessageContaining("0 rows");
    }
}
