package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a reward model is told of a decision: what would be bought if nothing were changed. */
class LoggedAdjustmentsTest {

    private static final List<Integer> STEPS = List.of(-500, 0, 500);
    private static final int STILL = 1;

    /** Sold at 10 % off a price of 1,000, and at 20 % off one of 500; half of the audience sees it. */
    private static AdjustmentInputs inputs(int hoursLeft, int leftOfFirst) {
        return new AdjustmentInputs(
                3,
                hoursLeft,
                5_000,
                STEPS,
                new Limits(5_000, 0, 500, 1_000_000),
                0,
                0,
                List.of(
                        new Item(new Sku("A"), 1_000, 400, 1_000, leftOfFirst, 30, 14, false),
                        new Item(new Sku("B"), 500, 100, 2_000, 1_000, 20, 6, false)));
    }

    /** Of each item so many units in each hour at no change, and others at each change. */
    private static Tensor response(int hours, double[]... unitsByItem) {
        float[] values = new float[unitsByItem.length * STEPS.size() * hours * 3];
        for (int item = 0; item < unitsByItem.length; item++) {
            for (int step = 0; step < STEPS.size(); step++) {
                for (int hour = 0; hour < hours; hour++) {
                    int row = (item * STEPS.size() + step) * hours + hour;
                    values[3 * row + 1] = step == STILL ? (float) unitsByItem[item][hour] : 1_000 + row;
                }
            }
        }
        return new Tensor(values.length / 3, 3, values);
    }

    /** The sale sells twice what was expected of it, ten units of doubt on either side: (10 + 50) / (10 + 20). */
    private static double usual(int horizonMinutes, double salesWeight, AdjustmentInputs in, Tensor response) {
        return new LoggedAdjustments(Duration.ofMinutes(horizonMinutes), salesWeight).usual(in, response);
    }

    @Test
    void it_is_the_forecast_of_the_hours_that_count_at_the_pace_the_sale_has_shown_and_the_prices_in_force() {
        Tensor response = response(3, new double[] {4, 6, 50}, new double[] {1, 2, 50});
        // In two hours 10 and 3 units of all shoppers, half of them twice as fast: at 900 − 400 and 400 − 100.
        assertThat(usual(120, 0, inputs(3, 1_000), response)).isCloseTo(10 * 500 + 3 * 300, within(1e-6));
        assertThat(usual(60, 0, inputs(3, 1_000), response)).isCloseTo(4 * 500 + 300, within(1e-6));
        // A cent of revenue counts for a tenth of one.
        assertThat(usual(60, 0.1, inputs(3, 1_000), response)).isCloseTo(4 * 590 + 340, within(1e-6));
    }

    @Test
    void no_more_is_bought_than_is_left_and_nothing_after_the_end() {
        Tensor response = response(2, new double[] {4, 6}, new double[] {1, 2});
        assertThat(usual(120, 0, inputs(2, 7), response)).isCloseTo(7 * 500 + 3 * 300, within(1e-6));
        assertThat(usual(600, 0, inputs(2, 1_000), response)).isCloseTo(10 * 500 + 3 * 300, within(1e-6));
    }

    @Test
    void a_response_that_looks_beyond_the_end_is_read_by_the_hours_it_covers() {
        Tensor response = response(5, new double[] {4, 6, 50, 60, 70}, new double[] {1, 2, 50, 60, 70});
        ItemAhead item = new ItemAhead(false, 0, Collections.nCopies(5, 0.0), 0, new TreeMap<>());
        AdjustmentInputs in = inputs(2, 1_000)
                .with(new Ahead(
                        5,
                        Instant.parse("2026-11-11T20:00:00Z"),
                        List.of(3),
                        0,
                        0,
                        10_000,
                        List.of(),
                        0,
                        List.of(item, item),
                        List.of(),
                        0));
        assertThat(usual(120, 0, in, response)).isCloseTo(10 * 500 + 3 * 300, within(1e-6));
        assertThat(usual(600, 0, in, response)).isCloseTo(10 * 500 + 3 * 300, within(1e-6));
    }
}
