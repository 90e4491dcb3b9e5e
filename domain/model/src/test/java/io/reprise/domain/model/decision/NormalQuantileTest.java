package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalQuantileTest {

    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.6, 0.25335",
        "0.75, 0.67449",
        "0.9, 1.28155",
        "0.975, 1.95996",
        "0.99, 2.32635",
        "0.999, 3.09023"
    })
    void a_quantile_is_as_the_tables_have_it_and_the_one_of_the_rest_is_its_mirror(double probability, double z) {
        assertThat(NormalQuantile.at(probability)).isCloseTo(z, offset(4.5e-4));
        assertThat(NormalQuantile.at(1 - probability)).isCloseTo(-z, offset(4.5e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void what_is_no_probability_between_never_and_always_is_refused(double probability) {
        assertThatThrownBy(() -> NormalQuantile.at(probability))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 1, but was " + probability);
    }
}
