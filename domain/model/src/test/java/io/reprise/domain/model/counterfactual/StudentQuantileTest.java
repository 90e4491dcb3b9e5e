package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentQuantileTest {

    private static final double Z = 1.959963984540054;

    @ParameterizedTest
    @CsvSource({"6, 2.44691", "7, 2.36462", "10, 2.22814", "30, 2.04227", "120, 1.97993", "100000, 1.95999"})
    void from_six_degrees_of_freedom_on_it_is_as_the_tables_have_it_to_a_thousandth(int degrees, double t) {
        assertThat(StudentQuantile.TWO_SIDED_95.at(degrees)).isCloseTo(t, within(1e-3 * t));
    }

    /** Fisher and Cornish's terms as they print them: of each power of 1 / n a polynomial in odd powers of z. */
    @Test
    void each_term_of_the_expansion_is_there() {
        double[][] polynomials = {{1}, {1, 1}, {3, 16, 5}, {-15, 17, 19, 3}};
        double[] divisors = {1, 4, 96, 384};
        for (int degrees : new int[] {1, 2, 3, 5, 8, 40}) {
            double t = 0;
            for (int term = 0; term < polynomials.length; term++) {
                double sum = 0;
                for (int power = 0; power < polynomials[term].length; power++) {
                    sum += polynomials[term][power] * Math.pow(Z, 2 * power + 1);
                }
                t += sum / divisors[term] / Math.pow(degrees, term);
            }
            assertThat(StudentQuantile.TWO_SIDED_95.at(degrees))
                    .as("%s degrees", degrees)
                    .isCloseTo(t, within(1e-9));
        }
    }
}
