package io.reprise.domain.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.registry.ColumnSpread.Extent;
import io.reprise.domain.model.registry.ColumnSpread.Shift;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnSpreadTest {

    private static double[] upTo(int n, double shift) {
        return IntStream.range(0, n).mapToDouble(i -> i + shift).toArray();
    }

    @Test
    void the_same_values_have_not_moved_and_others_have() {
        ColumnSpread trained = ColumnSpread.of("regular-price", 4, upTo(1_000, 0));

        Shift same = trained.shift(upTo(1_000, 0));
        assertThat(same.stability()).isZero();
        assertThat(same.distance()).isZero();
        assertThat(same.extent()).isEqualTo(Extent.LITTLE);
        Shift half = trained.shift(upTo(1_000, 500));
        assertThat(half.distance()).as("half of them are above all of training").isCloseTo(0.5, within(0.01));
        assertThat(half.extent()).isEqualTo(Extent.MUCH);
        Shift little = trained.shift(upTo(1_000, 20));
        assertThat(little.distance()).isCloseTo(0.02, within(0.005));
        assertThat(little.extent()).isEqualTo(Extent.LITTLE);
    }

    @Test
    void the_index_is_the_sum_over_parts() {
        ColumnSpread trained = new ColumnSpread("weekend", 3, List.of(0.0), List.of(0.8, 0.2));

        Shift shift = trained.shift(
                IntStream.range(0, 50).mapToDouble(row -> row < 30 ? 0 : 1).toArray());

        assertThat(shift.stability())
                .isCloseTo((0.6 - 0.8) * Math.log(0.6 / 0.8) + (0.4 - 0.2) * Math.log(0.4 / 0.2), within(1e-12));
        assertThat(shift.byChance()).as("of so many rows of so few values").isCloseTo(1.0 / 50, within(1e-12));
        assertThat(shift.distance()).isCloseTo(0.2, within(1e-12));
        assertThat(shift.extent()).isEqualTo(Extent.SOME);
    }

    @Test
    void a_few_items_that_moved_no_more_than_by_chance_have_not_moved() {
        ColumnSpread trained = ColumnSpread.of("level-7-days", 1, upTo(1_000, 0));
        SplittableRandom random = new SplittableRandom(7);
        int much = 0;
        for (int sale = 0; sale < 200; sale++) {
            // Twenty-four items of the same kind, each in as many rows as the sale has hours.
            double[] items = random.doubles(24, 0, 1_000).toArray();
            double[] rows = IntStream.range(0, 24 * 30)
                    .mapToDouble(row -> items[row / 30])
                    .toArray();
            Shift shift = trained.shift(rows);
            assertThat(shift.byChance()).isCloseTo(9.0 / 24, within(1e-12));
            much += shift.extent() == Extent.MUCH ? 1 : 0;
        }
        assertThat(much).as("of 200 sales of items that have not changed").isLessThan(20);
        double[] dear =
                IntStream.range(0, 24 * 30).mapToDouble(row -> 900 + row / 30).toArray();
        assertThat(trained.shift(dear).extent()).isEqualTo(Extent.MUCH);
    }

    @Test
    void a_column_that_never_varied_tells_that_it_does_now() {
        ColumnSpread trained = ColumnSpread.of("discount", 5, new double[] {0, 0, 0, 0});

        assertThat(trained.bounds()).containsExactly(0.0);
        assertThat(trained.shares()).containsExactly(1.0, 0.0);
        assertThat(trained.shift(new double[] {0, 0}).stability()).isZero();
        assertThat(trained.shift(new double[] {0.3, 0.4}).extent()).isEqualTo(Extent.MUCH);
        assertThatThrownBy(() -> new ColumnSpread("discount", 5, List.of(), List.of(1.0)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("shares");
    }
}
