package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A sale of four hours that is looked at after three. Four shoppers of five see it. */
class ExpectedUnitsTest {

    private static final Instant START = Instant.parse("2026-11-11T10:00:00Z");
    private static final Sku A = new Sku("A");
    private static final Sku B = new Sku("B");
    private static final Offset<Double> CLOSE = offset(1e-4);

    private static Instant at(double hours) {
        return START.plus(Duration.ofMinutes(Math.round(60 * hours)));
    }

    private static TimeWindow hours(double from, double to) {
        return new TimeWindow(at(from), at(to));
    }

    /** Of A 10, 20, 30 and 40 units are expected of all shoppers hour by hour, of B 5 in each; 1,000 in the hour before. */
    private static ExpectedUnits expected(SortedMap<Sku, Instant> soldOut, TimeWindow... silences) {
        return expected(new double[] {1_000, 10, 20, 30, 40, 1_000, 5, 5, 5, 5}, soldOut, silences);
    }

    private static ExpectedUnits expected(double[] units, SortedMap<Sku, Instant> soldOut, TimeWindow... silences) {
        float[] values = new float[units.length * 3];
        for (int row = 0; row < units.length; row++) {
            Arrays.fill(values, 3 * row, 3 * row + 3, (float) units[row]);
        }
        Watch watch = new Watch(
                new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_000L, 1_000L), List.of(400L, 400L)),
                1_000,
                3_600,
                List.of(),
                soldOut,
                Optional.empty());
        EvaluationInputs in = new EvaluationInputs(
                3,
                hours(2, 3),
                hours(0, 4),
                5,
                1,
                8_000,
                List.of(new ItemProgress(A, 0, 0, 9), new ItemProgress(B, 0, 0, 9)),
                ArmTotals.NONE,
                ArmTotals.NONE,
                Optional.of(watch));
        return new ExpectedUnits(
                in, watch, new DemandTable(new Tensor(units.length, 3, values), 2, 5), List.of(silences));
    }

    private static SortedMap<Sku, Instant> none() {
        return new TreeMap<>();
    }

    @Test
    void it_is_the_forecast_of_those_who_see_the_sale_in_hours_and_parts_of_them() {
        ExpectedUnits expected = expected(none());
        assertThat(expected.units(0, at(0), at(3))).isCloseTo(0.8 * 60, CLOSE);
        assertThat(expected.units(0, at(0.5), at(1.25))).isCloseTo(0.8 * (5 + 5), CLOSE);
        assertThat(expected.units(at(1), at(2))).isCloseTo(0.8 * 25, CLOSE);
        assertThat(expected.wholeSale()).containsExactly(new double[] {0.8 * 100, 0.8 * 20}, CLOSE);
        assertThat(expected.hour(at(1.5))).isEqualTo(2.5);
        assertThat(expected.openShare()).isEqualTo(1);
    }

    @Test
    void nothing_is_expected_of_what_has_run_out_from_then_on() {
        ExpectedUnits expected = expected(new TreeMap<>(Map.of(A, at(1.5))));
        assertThat(expected.units(0, at(0), at(3))).isCloseTo(0.8 * 20, CLOSE);
        assertThat(expected.units(0, at(1.5), at(3))).isZero();
        assertThat(expected.units(0, at(2), at(3))).isZero();
        assertThat(expected.units(0, at(0), at(1))).isCloseTo(0.8 * 10, CLOSE);
        assertThat(expected.units(1, at(2), at(3))).isCloseTo(0.8 * 5, CLOSE);
    }

    @Test
    void nothing_is_expected_while_nobody_could_order_as_far_as_that_falls_into_the_time_asked_for() {
        ExpectedUnits expected = expected(none(), hours(0.5, 1.5));
        assertThat(expected.units(0, at(0), at(3))).isCloseTo(0.8 * (60 - 15), CLOSE);
        assertThat(expected.units(0, at(1), at(3))).isCloseTo(0.8 * (50 - 10), CLOSE);
        assertThat(expected.units(0, at(0), at(1))).isCloseTo(0.8 * (10 - 5), CLOSE);
        assertThat(expected.units(0, at(2), at(3))).isCloseTo(0.8 * 30, CLOSE);
        assertThat(expected.units(0, at(0.75), at(1.25))).isZero();
        ExpectedUnits twice = expected(none(), hours(0.5, 1), hours(2, 2.5));
        assertThat(twice.units(0, at(0), at(3))).isCloseTo(0.8 * (60 - 5 - 15), CLOSE);
    }

    @Test
    void what_ran_out_before_nobody_could_order_is_not_taken_off_twice() {
        ExpectedUnits expected = expected(new TreeMap<>(Map.of(A, at(1))), hours(0.5, 2));
        assertThat(expected.units(0, at(0), at(3))).isCloseTo(0.8 * 5, CLOSE);
    }

    @Test
    void the_share_that_could_be_ordered_is_of_all_that_was_expected_by_now() {
        // Of 60 and 15 units by now 15 and 5 are lost.
        assertThat(expected(none(), hours(0.5, 1.5)).openShare()).isCloseTo(55.0 / 75, CLOSE);
        assertThat(expected(none(), hours(2, 4)).openShare()).isCloseTo(40.0 / 75, CLOSE);
        assertThat(expected(none(), hours(0, 1), hours(2, 3)).openShare()).isCloseTo(25.0 / 75, CLOSE);
        assertThat(expected(none(), hours(0, 3)).openShare()).isCloseTo(0, CLOSE);
    }

    @Test
    void where_nothing_was_expected_nothing_is_lost() {
        assertThat(expected(new double[10], none(), hours(0, 1)).openShare()).isEqualTo(1);
    }
}
