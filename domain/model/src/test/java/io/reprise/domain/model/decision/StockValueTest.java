package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Held beside the normal demand that its straight lines stand for, added up over 16,000 narrow strips. */
class StockValueTest {

    private static final double MARGIN = 500, HOLDING = 40;

    /** Demand that is never near 0, that often is none at all, and that is certain. */
    private static final List<ItemDemand> DEMANDS =
            List.of(new ItemDemand(100, 20), new ItemDemand(4, 6), new ItemDemand(30, 0));

    /** Sells at 900 cents, costs 400, and a tenth of that to keep. */
    private static StockValue value(ItemDemand demand, double serviceLevel, double reserve) {
        return new StockValue(demand, 900, 400, 0.1, serviceLevel, reserve);
    }

    private static double expected(ItemDemand demand, double reserve, DoubleUnaryOperator of) {
        double step = 0.001;
        double sum = 0;
        for (double z = -8 + step / 2; z < 8; z += step) {
            double wanted = Math.max(0, demand.mean() + reserve + z * demand.deviation());
            sum += of.applyAsDouble(wanted) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
        }
        return sum;
    }

    /** Lines between quantiles leave the curve by so many units at most; the first goes from none to the lowest quantile. */
    private static double apart(ItemDemand demand) {
        return 0.05 + 0.03 * demand.deviation() + 0.005 * demand.mean();
    }

    @Test
    void of_any_stock_the_units_that_nobody_wants_and_that_are_missed_are_those_of_a_normal_demand() {
        for (ItemDemand demand : DEMANDS) {
            for (double reserve : new double[] {0, 2}) {
                StockValue value = value(demand, 0.9, reserve);
                for (double have : new double[] {0, 1, 3, 10, 29, 80, 100, 120, 175}) {
                    assertThat(value.unwanted(have))
                            .as("%s left of %s", demand, have)
                            .isCloseTo(
                                    expected(demand, reserve, wanted -> Math.max(0, have - wanted)),
                                    offset(apart(demand)));
                    assertThat(value.missed(have))
                            .as("%s missed with %s", demand, have)
                            .isCloseTo(
                                    expected(demand, reserve, wanted -> Math.max(0, wanted - have)),
                                    offset(apart(demand)));
                }
            }
        }
    }

    @Test
    void how_likely_so_many_are_enough_is_as_a_normal_demand_has_it() {
        ItemDemand often = DEMANDS.get(1);
        StockValue value = value(often, 0.9, 0);
        for (double have : new double[] {0, 1, 4, 8, 14}) {
            assertThat(value.below(have))
                    .isCloseTo(expected(often, 0, wanted -> wanted <= have ? 1 : 0), offset(0.015));
        }
        assertThat(value.below(1_000)).isEqualTo(1);
    }

    @Test
    void what_nobody_wants_costs_its_holding_and_what_is_wanted_earns_its_margin() {
        for (ItemDemand demand : DEMANDS) {
            StockValue value = value(demand, 0.1, 0);
            for (double have : new double[] {1, 5, 28, 90, 110}) {
                if (have <= value.targetUnits()) {
                    double earned = expected(
                            demand,
                            0,
                            wanted -> MARGIN * Math.min(wanted, have) - HOLDING * Math.max(0, have - wanted));
                    assertThat(value.worthCents(have))
                            .as("%s of %s", have, demand)
                            .isCloseTo(earned, offset(20 + 0.01 * earned));
                }
            }
        }
    }

    @Test
    void a_unit_more_is_worth_what_all_of_them_are_worth_more() {
        for (ItemDemand demand : DEMANDS) {
            StockValue value = value(demand, 0.99, 1);
            for (double have : new double[] {0.5, 3, 12, 60, 115, 135}) {
                double slope = (value.worthCents(have + 1e-4) - value.worthCents(have - 1e-4)) / 2e-4;
                assertThat(value.marginalCents(have))
                        .as("%s of %s", have, demand)
                        .isCloseTo(slope, offset(0.5));
            }
        }
    }

    @Test
    void steps_put_together_are_the_whole_worth_up_to_the_target_each_worth_less_than_the_one_before() {
        for (ItemDemand demand : DEMANDS) {
            for (double service : new double[] {0.1, 0.5, 0.99}) {
                StockValue value = value(demand, service, 0);
                double from = 0;
                double before = Double.MAX_VALUE;
                for (double[] step : value.steps()) {
                    assertThat(step[0] * step[1])
                            .isCloseTo(value.worthCents(from + step[0]) - value.worthCents(from), offset(1e-6));
                    assertThat(step[1]).isPositive().isLessThanOrEqualTo(before + 1e-6);
                    from += step[0];
                    before = step[1];
                }
                // The target is rounded up to a whole unit; certain demand ends before.
                assertThat(from).isLessThanOrEqualTo(value.targetUnits()).isGreaterThan(value.targetUnits() - 1.001);
            }
        }
    }

    @Test
    void the_target_is_where_margin_and_holding_balance_but_serves_as_many_as_are_to_be_served() {
        // 500 / 540 of the demand, one and 45 hundredths of a deviation above the mean; or 99 of 100, 2.33 of them.
        assertThat(value(new ItemDemand(100, 20), 0, 0).targetUnits()).isEqualTo(129);
        assertThat(value(new ItemDemand(100, 20), 0.99, 0).targetUnits()).isEqualTo(147);
        assertThat(value(new ItemDemand(100, 20), 0.99, 3).targetUnits()).isEqualTo(150);
        // Nothing is earned at cost price: half are served because the service level says so, at a cent a unit.
        StockValue gift = new StockValue(new ItemDemand(100, 20), 400, 400, 0.1, 0.5, 0);
        assertThat(gift.targetUnits()).isEqualTo(100);
        assertThat(gift.marginalCents(0)).isEqualTo(1);
        assertThat(gift.worthCents(100)).isEqualTo(100);
    }

    @Test
    void the_demand_at_which_margin_and_holding_balance_is_known_exactly() {
        double critical = MARGIN / (MARGIN + HOLDING);
        double quantity = 100 + 20 * NormalQuantile.at(critical);
        assertThat(value(new ItemDemand(100, 20), 0, 0).below(quantity)).isCloseTo(critical, offset(1e-9));
    }

    @Test
    void from_where_a_unit_is_worth_a_cent_it_is_set_aside_for_the_service_level() {
        // Three cents of margin, one of holding: it is worth one cent when half of the demand is served.
        StockValue poor = new StockValue(new ItemDemand(100, 20), 13, 10, 0.1, 0.9, 0);
        assertThat(poor.marginalCents(90)).isBetween(1.5, 1.9);
        assertThat(poor.marginalCents(99.9)).isCloseTo(1, offset(0.02));
        assertThat(poor.marginalCents(101)).isEqualTo(1);
        assertThat(poor.marginalCents(110)).isEqualTo(1);
        assertThat(poor.worthCents(120) - poor.worthCents(110)).isCloseTo(10, offset(1e-9));
    }

    @Test
    void what_earns_a_cent_is_worth_setting_aside_for_the_service_level_alone() {
        StockValue cent = new StockValue(new ItemDemand(100, 20), 11, 10, 0.1, 0.9, 0);
        assertThat(cent.marginalCents(0)).isEqualTo(1);
        assertThat(cent.marginalCents(30)).isEqualTo(1);
        assertThat(cent.worthCents(30)).isEqualTo(30);
    }

    @Test
    void keeping_a_unit_costs_a_cent_at_least() {
        assertThat(value(DEMANDS.getFirst(), 0.9, 0).holdingCents()).isEqualTo(HOLDING);
        assertThat(new StockValue(DEMANDS.getFirst(), 10, 5, 0.1, 0.9, 0).holdingCents())
                .isEqualTo(1);
    }

    @Test
    void what_nobody_wants_at_all_has_no_steps_and_no_target() {
        StockValue value = value(new ItemDemand(0, 0), 0.9, 0);
        assertThat(value.targetUnits()).isZero();
        assertThat(value.steps()).isEmpty();
        assertThat(value.below(0)).isEqualTo(1);
        assertThat(value.unwanted(7)).isEqualTo(7);
        assertThat(value.missed(0)).isZero();
    }
}
