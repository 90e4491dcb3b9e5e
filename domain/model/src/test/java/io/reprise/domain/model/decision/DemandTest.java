package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.DemandTable.Band;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How a forecast of demand is read: by hours and parts of hours, with its spread, and at discounts nobody asked for. */
class DemandTest {

    private static final Offset<Double> CLOSE = offset(1e-4);

    /** From an expectation to either outer quantile, for a deviation of one unit. */
    private static final double OUTER = 1.2815515655446004;

    /** Two items over three hours; the first is sure to a unit, the second to two. */
    private static final Tensor TABLE = new Tensor(6, 3, new float[] {
        (float) (10 - OUTER), 10, (float) (10 + OUTER),
        (float) (20 - OUTER), 20, (float) (20 + OUTER),
        (float) (30 - OUTER), 30, (float) (30 + OUTER),
        (float) (1 - 2 * OUTER), 1, (float) (1 + 2 * OUTER),
        (float) (2 - 2 * OUTER), 2, (float) (2 + 2 * OUTER),
        (float) (3 - 2 * OUTER), 3, (float) (3 + 2 * OUTER)
    });

    private static final DemandTable DEMAND = new DemandTable(TABLE, 2, 3);

    @Test
    void a_part_of_an_hour_has_that_part_of_its_units() {
        assertThat(DEMAND.sum(0, 0, 3, DemandTable.MID)).isCloseTo(60, CLOSE);
        assertThat(DEMAND.sum(1, 1, 2, DemandTable.MID)).isCloseTo(2, CLOSE);
        assertThat(DEMAND.sum(0, 0.5, 2.25, DemandTable.MID)).isCloseTo(5 + 20 + 7.5, CLOSE);
        assertThat(DEMAND.sum(0, 1.25, 1.75, DemandTable.MID)).isCloseTo(10, CLOSE);
        assertThat(DEMAND.sum(0, 2, 9, DemandTable.MID)).isCloseTo(30, CLOSE);
        assertThat(DEMAND.sum(0, 2, 2, DemandTable.MID)).isZero();
        assertThat(DEMAND.sum(0, 0, 1, DemandTable.HIGH)).isCloseTo(10 + OUTER, CLOSE);
        assertThat(DEMAND.sum(0, 0, 1, DemandTable.LOW)).isCloseTo(10 - OUTER, CLOSE);
    }

    @Test
    void hours_that_have_nothing_in_common_spread_less_together_than_hours_that_go_up_and_down_as_one() {
        assertThat(DEMAND.deviation(0, 0, 3, 0)).isCloseTo(Math.sqrt(3), CLOSE);
        assertThat(DEMAND.deviation(0, 0, 3, 1)).isCloseTo(3, CLOSE);
        assertThat(DEMAND.deviation(1, 1, 3, 0.25)).isCloseTo(Math.sqrt(0.75 * 8 + 0.25 * 16), CLOSE);
    }

    @Test
    void a_band_is_of_all_items_over_hours_and_parts_of_hours() {
        // Half an hour and a whole one: deviations of ½ and 1 of the first item, of 1 and 2 of the second.
        double deviation = Math.sqrt(0.9 * (0.25 + 1 + 1 + 4) + 0.1 * 4.5 * 4.5);
        Band band = DEMAND.band(0.5, 2, 0.1);
        assertThat(band.mid()).isCloseTo(5 + 20 + 0.5 + 2, CLOSE);
        assertThat(band.high()).isCloseTo(27.5 + OUTER * deviation, CLOSE);
        assertThat(band.low()).isCloseTo(27.5 - OUTER * deviation, CLOSE);
        assertThat(new DemandTable(new Tensor(1, 3, new float[] {0, 1, 9}), 1, 1)
                        .band(0, 1, 0)
                        .low())
                .isZero();
        assertThat(band.times(0.5).mid()).isCloseTo(band.mid() / 2, CLOSE);
    }

    @Test
    void what_a_sale_has_to_expect_grows_hour_by_hour_and_is_of_those_who_see_it() {
        List<SaleForecast.Expected> curve = SaleForecast.cumulative(TABLE, 3, 1, 2, 5_000);
        assertThat(curve).hasSize(2);
        assertThat(curve.get(0).hours()).isEqualTo(1);
        assertThat(curve.get(0).mid()).isCloseTo(11, CLOSE);
        assertThat(curve.get(1).hours()).isEqualTo(2);
        assertThat(curve.get(1).mid()).isCloseTo(11 + 16.5, CLOSE);
        double deviation = Math.sqrt(0.98 * 10 + 0.02 * 36);
        assertThat(curve.get(1).high()).isCloseTo((55 + OUTER * deviation) / 2, CLOSE);
        assertThat(curve.get(1).low()).isCloseTo((55 - OUTER * deviation) / 2, CLOSE);
    }

    @Test
    void what_is_wanted_of_an_item_is_wanted_by_those_who_see_the_sale() {
        ItemDemand demand = ItemDemand.of(TABLE, 1, 3, 1, 3, 5_000, 1);
        assertThat(demand.mean()).isCloseTo(2.5, CLOSE);
        assertThat(demand.deviation()).isCloseTo(2, CLOSE);
    }

    @Test
    void a_forecast_of_other_items_or_hours_or_without_its_quantiles_is_refused() {
        assertThatThrownBy(() -> new DemandTable(TABLE, 2, 4))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("evidence: must be [2 × 4, 3], but was [6, 3]");
        assertThatThrownBy(() -> new DemandTable(new Tensor(6, 2, new float[12]), 2, 3))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("but was [6, 2]");
        assertThatThrownBy(() -> new DemandTable(TABLE, 4)).isInstanceOf(InvalidValue.class);
        assertThat(new DemandTable(TABLE, 2).blocks()).isEqualTo(3);
        assertThat(new DemandTable(TABLE, 1).blocks()).isEqualTo(6);
    }

    @Test
    void where_no_hour_is_left_nothing_is_forecast() {
        DemandTable none = new DemandTable(new Tensor(0, 0, new float[0]), 0);
        assertThat(none.blocks()).isZero();
        assertThat(new DemandTable(new Tensor(0, 3, new float[0]), 2, 0).sum(0, 0, 0, DemandTable.MID))
                .isZero();
    }

    /** Two items of elasticity 3 and ½ that sell 10 and 4 units in one hour and twice that in the next, at three discounts. */
    private static DemandCurve curve(int plannedBps, List<Integer> steps) {
        float[] values = new float[2 * steps.size() * 2 * 3];
        int row = 0;
        for (int item = 0; item < 2; item++) {
            for (int step : steps) {
                for (int hour = 0; hour < 2; hour++) {
                    values[3 * row++ + 1] = (float) units(item, Math.max(0, plannedBps + step), hour);
                }
            }
        }
        return new DemandCurve(new Tensor(row, 3, values), steps, 2);
    }

    private static double units(int item, int discountBps, int hour) {
        return (item == 0 ? 10 : 4) * (hour + 1) * Math.pow(1 - discountBps / 1e4, item == 0 ? -3 : -0.5);
    }

    @Test
    void between_and_beyond_the_discounts_that_were_asked_for_elasticity_stays_what_it_is() {
        DemandCurve curve = curve(2_000, List.of(-1_000, 0, 500, 1_500));
        for (int item = 0; item < 2; item++) {
            for (int hour = 0; hour < 2; hour++) {
                for (int discount = 0; discount <= 6_000; discount += 250) {
                    assertThat(curve.units(item, 2_000, discount, hour))
                            .as("item %s, hour %s, %s bps", item, hour, discount)
                            .isCloseTo(units(item, discount, hour), offset(1e-3));
                }
            }
        }
    }

    @Test
    void each_stretch_between_two_discounts_has_its_own_elasticity() {
        // Nothing at all happens up to 10 % off, then demand is four times as much at 20 %: halfway down in logarithms,
        // twice.
        DemandCurve curve = new DemandCurve(
                new Tensor(3, 3, new float[] {0, 5, 0, 0, 5, 0, 0, 20, 0}), List.of(-1_000, 0, 1_000), 1);
        int halfway = (int) Math.round(1e4 * (1 - Math.sqrt(0.9 * 0.8)));
        assertThat(curve.units(0, 1_000, 400, 0)).isCloseTo(5, offset(1e-3));
        assertThat(curve.units(0, 1_000, 1_000, 0)).isCloseTo(5, offset(1e-3));
        assertThat(curve.units(0, 1_000, halfway, 0)).isCloseTo(10, offset(0.01));
        assertThat(curve.units(0, 1_000, 2_000, 0)).isCloseTo(20, offset(1e-3));
    }

    @Test
    void steps_that_all_lead_to_no_discount_are_one() {
        DemandCurve curve = curve(500, List.of(-1_500, -1_000, 0, 500));
        assertThat(curve.units(0, 500, 0, 0)).isCloseTo(10, offset(1e-3));
        assertThat(curve.units(0, 500, 250, 1)).isCloseTo(units(0, 250, 1), offset(1e-3));
        assertThat(curve.units(0, 500, 2_000, 0)).isCloseTo(units(0, 2_000, 0), offset(1e-3));
        assertThat(curve(0, List.of(-1_000, -500, 0)).units(1, 0, 700, 0)).isCloseTo(4, offset(1e-3));
    }
}
