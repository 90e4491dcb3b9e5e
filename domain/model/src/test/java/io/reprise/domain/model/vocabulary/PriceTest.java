package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    @ParameterizedTest
    @CsvSource({
        "2_95, 1500, 2_51", // 250.75
        "12_75, 1000, 11_48", // 1147.5: half a cent goes up
        "12_75, 0, 12_75",
        "1_33, 2500, 1_00", // 99.75
        "1_01, 7475, 0_26", // 25.5025
        "1, 9999, 1", // nothing is sold for nothing
        "5_00, 10000, 1",
        "10_000_000_000, 3333, 6_667_000_000",
    })
    void a_discounted_price_is_rounded_half_up_and_at_least_a_cent(String regular, int discountBps, String price) {
        assertThat(Price.discounted(cents(regular), discountBps)).isEqualTo(cents(price));
    }

    @ParameterizedTest
    @CsvSource({
        "2_95, 1_50, 4915", // 49.152 %
        "2_51, 1_50, 4023", // 40.239 %
        "1_00, 1_00, 0",
        "1_00, 0, 10000",
        "3, 4, -3334", // a loss is not made to look smaller: -33.333 %
        "1, 3, -20000",
    })
    void a_margin_is_what_a_price_leaves_above_cost_rounded_down(String price, String cost, int marginBps) {
        assertThat(Price.marginBps(cents(price), cents(cost))).isEqualTo(marginBps);
    }

    @Test
    void a_margin_beyond_what_an_integer_holds_is_the_least_integer() {
        assertThat(Price.marginBps(1, Price.CENTS_MAX)).isEqualTo(Integer.MIN_VALUE);
    }

    private static long cents(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
