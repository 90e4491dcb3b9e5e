package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.CertainSale.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.RetuningMenu.Choice;
import io.reprise.domain.model.decision.RetuningMenu.Dish;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What prices and pushes are worth where demand is known to the unit, reckoned by hand. */
class RetuningMenuTest {

    /** 50 at 9.00 earn 250.00, 100 at 8.00 earn 400.00, 150 at 7.00 earn 450.00. */
    private static CertainSale lamps() {
        return new CertainSale(1).selling("LAMP", 1_000, 50, 100, 150);
    }

    private static final PriceChange DEEPER = new PriceChange(new Sku("LAMP"), 2_000, 3_000);

    private static Choice small(CertainSale sale, Parameters p) {
        return sale.menu(p).weigh(sale.belief()).get(Dish.SMALL_STEPS);
    }

    private static Choice large(CertainSale sale, Parameters p) {
        return sale.menu(p).weigh(sale.belief()).get(Dish.LARGE_STEPS);
    }

    @Test
    void the_price_that_earns_most_is_taken_and_what_it_earns_more_is_said() {
        Choice choice = small(lamps(), usual());

        assertThat(choice.changes()).containsExactly(DEEPER);
        assertThat(choice.gain()).isEqualTo(45_000 - 40_000);
        assertThat(choice.gains()).containsExactly(5_000.0);
    }

    @Test
    void a_change_is_made_where_it_earns_what_a_change_has_to_earn_and_not_for_a_cent_less() {
        assertThat(small(lamps(), usual().with("moveGainCentsMin", 5_000)).changes())
                .containsExactly(DEEPER);
        assertThat(small(lamps(), usual().with("moveGainCentsMin", 5_001)).changes())
                .isEmpty();
    }

    @Test
    void an_item_that_has_turned_has_to_earn_three_times_as_much_for_each_turn_that_it_took_or_would_take() {
        Parameters p = usual().with("reversalFactor", 3);
        // It went up last and has turned once before: going down is the second turn, 9 x 555 = 4,995.
        assertThat(small(lamps().turned(-500, 1), p.with("moveGainCentsMin", 555))
                        .changes())
                .containsExactly(DEEPER);
        assertThat(small(lamps().turned(-500, 1), p.with("moveGainCentsMin", 556))
                        .changes())
                .isEmpty();
        // It went down last, and goes on down: 3 x 1,666 = 4,998.
        assertThat(small(lamps().turned(500, 1), p.with("moveGainCentsMin", 1_666))
                        .changes())
                .containsExactly(DEEPER);
        assertThat(small(lamps().turned(500, 1), p.with("moveGainCentsMin", 1_667))
                        .changes())
                .isEmpty();
    }

    @Test
    void all_changes_together_are_preferred_from_what_is_worth_bothering_on() {
        assertThat(small(lamps(), usual().with("gainCentsMin", 5_000)).preference())
                .isEqualTo(5_000);
        assertThat(small(lamps(), usual().with("gainCentsMin", 5_001)).preference())
                .isZero();
    }

    @Test
    void a_step_that_is_too_large_to_make_alone_counts_as_far_as_it_is_likely_to_be_approved() {
        CertainSale sale = lamps();
        sale.limits = new Limits(5_000, 0, 999, 1_000_000_000);

        assertThat(small(sale, usual()).changes()).isEmpty();
        Choice large = large(sale, usual().with("approvalLikely", 0.5));
        assertThat(large.changes()).containsExactly(DEEPER);
        assertThat(large.preference()).isEqualTo(2_500);
    }

    /** The discounts of 100 cost 200.00 as they are, those of 150 would cost 450.00. */
    @Test
    void discounts_may_cost_what_the_budget_leaves_beside_its_reserve_and_what_was_given() {
        Parameters p = usual().with("budgetReserve", 0.25);
        CertainSale enough = lamps();
        enough.givenCents = 15_000;
        enough.limits = new Limits(5_000, 0, 1_000, 80_000);
        assertThat(small(enough, p).changes()).containsExactly(DEEPER);

        CertainSale short4Cents = lamps();
        short4Cents.givenCents = 15_000;
        short4Cents.limits = new Limits(5_000, 0, 1_000, 79_996);
        RetuningMenu menu = short4Cents.menu(p);
        assertThat(menu.weigh(short4Cents.belief()).get(Dish.LARGE_STEPS).changes())
                .isEmpty();
        // 50.00 more worth for 250.00 more of discounts.
        assertThat(menu.shadowPrice()).isCloseTo(0.2, Offset.offset(1e-9));
    }

    @Test
    void a_price_may_leave_just_the_margin_that_is_asked_for() {
        CertainSale sale = lamps();
        // 3.00 of 7.00.
        sale.limits = new Limits(5_000, 4_285, 1_000, 1_000_000_000);
        assertThat(small(sale, usual()).changes()).containsExactly(DEEPER);
        sale.limits = new Limits(5_000, 4_286, 1_000, 1_000_000_000);
        assertThat(small(sale, usual()).changes()).isEmpty();
    }

    @Test
    void a_discount_may_be_as_deep_as_the_limit_says_and_none_at_all() {
        CertainSale sale = lamps();
        sale.limits = new Limits(3_000, 0, 1_000, 1_000_000_000);
        assertThat(small(sale, usual()).changes()).containsExactly(DEEPER);
        sale.limits = new Limits(2_999, 0, 1_000, 1_000_000_000);
        assertThat(small(sale, usual()).changes()).isEmpty();

        CertainSale regular = new CertainSale(1);
        regular.steps = List.of(-2_000, 0);
        regular.limits = new Limits(5_000, 0, 2_000, 1_000_000_000);
        regular.selling("LAMP", 1_000, 90, 100);
        assertThat(small(regular, usual()).changes()).containsExactly(new PriceChange(new Sku("LAMP"), 2_000, 0));
    }

    /** What is sold at 4.00 now cannot be sold at 6.00 later: of 150, as many as are kept back. */
    @Test
    void what_is_wanted_later_is_kept_where_it_earns_more() {
        CertainSale sale = new CertainSale(1).selling("LAMP", 150, 50, 100, 150).wantedLater(100);
        // 50 at 5.00 and 100 at 6.00, over 100 at 4.00 and 50 at 6.00.
        Choice choice = small(sale, usual());
        assertThat(choice.changes()).containsExactly(new PriceChange(new Sku("LAMP"), 2_000, 1_000));
        assertThat(choice.gain()).isEqualTo(50 * 500 + 100 * 600 - 100 * 400 - 50 * 600);
    }

    @Test
    void the_changes_that_earn_most_are_made_and_of_equals_the_first() {
        CertainSale sale = lamps().selling("MUG", 1_000, 50, 100, 160).selling("POT", 1_000, 50, 100, 160);
        assertThat(small(sale, usual().with("priceChangesMax", 2)).changes())
                .extracting(PriceChange::sku)
                .containsExactly(new Sku("MUG"), new Sku("POT"));
        Choice all = small(sale, usual());
        assertThat(all.gains()).containsExactly(8_000.0, 8_000.0, 5_000.0);
        assertThat(sale.menu(usual()).gain(sale.belief(), all.changes())).isEqualTo(21_000);
        assertThat(sale.menu(usual()).lowestMarginBps(all)).isEqualTo(4_285);
    }

    @Test
    void what_changes_gain_under_a_belief_heeds_what_a_cent_of_discount_is_worth() {
        CertainSale sale = lamps();
        sale.limits = new Limits(5_000, 0, 1_000, 30_000);
        RetuningMenu menu = sale.menu(usual());
        menu.weigh(sale.belief());

        // What 250.00 more of discounts are worth is just what they would earn.
        assertThat(menu.gain(sale.belief(), List.of(DEEPER))).isCloseTo(0, Offset.offset(1e-6));
        assertThat(lamps().menu(usual()).gain(sale.belief(), List.of(DEEPER))).isEqualTo(5_000);
    }

    private static final Parameters PUSHING = usual().with("pushLift", 0.5)
            .with("pushHours", 2)
            .with("pushCostCents", 1_000)
            .with("approvalLikely", 0.5);

    private static Choice push(int pushes, double... unitsByHour) {
        CertainSale sale = new CertainSale(unitsByHour.length).through("LAMP", 10_000, unitsByHour);
        sale.pushes = pushes;
        return push(sale, PUSHING);
    }

    private static Choice push(CertainSale sale, Parameters p) {
        return sale.menu(p).weigh(sale.belief()).get(Dish.EXTRA_PUSH);
    }

    private static boolean waits(int pushes, double... unitsByHour) {
        Choice push = push(pushes, unitsByHour);
        assertThat(push.gain()).isPositive();
        return push.preference() == 0;
    }

    @Test
    void a_push_sells_half_as_much_again_in_the_hours_that_it_reaches() {
        Choice push = push(1, 10, 10, 10);

        // Ten more at 4.00 each, for 10.00.
        assertThat(push.gain()).isEqualTo(3_000);
        assertThat(push.preference()).isEqualTo(1_500);
    }

    @Test
    void a_push_sells_no_more_than_there_is() {
        CertainSale sale = new CertainSale(3).through("LAMP", 35, 10, 10, 10);
        sale.pushes = 1;
        assertThat(push(sale, PUSHING).gain()).isEqualTo(5 * 400 - 1_000);
    }

    @Test
    void a_push_is_preferred_from_what_is_worth_bothering_on() {
        CertainSale sale = new CertainSale(3).through("LAMP", 10_000, 10, 10, 10);
        sale.pushes = 1;
        assertThat(push(sale, PUSHING.with("gainCentsMin", 3_000)).preference()).isEqualTo(1_500);
        assertThat(push(sale, PUSHING.with("gainCentsMin", 3_001)).preference()).isZero();
    }

    @Test
    void where_no_push_or_no_hour_is_left_there_is_nothing_to_weigh() {
        assertThat(push(0, 10, 10, 10).gain()).isZero();
        CertainSale over = new CertainSale(0).through("LAMP", 10_000, 10, 10, 10);
        over.pushes = 1;
        assertThat(push(over, PUSHING).gain()).isZero();
    }

    @Test
    void the_last_push_waits_for_hours_that_are_clearly_better() {
        assertThat(waits(1, 10, 10, 10, 10, 10)).isFalse();
        assertThat(waits(1, 10, 10, 10, 30, 30)).as("the last two hours").isTrue();
        assertThat(waits(1, 10, 10, 12, 12)).as("the hours that follow at once").isTrue();
        // A twentieth more is not clearly better.
        assertThat(waits(1, 10, 10, 10.5, 10.5)).isFalse();
        assertThat(waits(1, 10, 10, 10.5, 11)).isTrue();
        // One good hour is not two.
        assertThat(waits(1, 10, 10, 5, 15, 5)).isFalse();
    }

    @Test
    void a_push_is_made_now_where_another_is_left_for_the_better_hours() {
        assertThat(waits(2, 10, 10, 10, 30, 30)).isFalse();
        // Three good hours are one span of two, four are two.
        assertThat(waits(2, 10, 10, 30, 30, 30)).isFalse();
        assertThat(waits(2, 10, 10, 30, 30, 30, 30)).isTrue();
        assertThat(waits(3, 10, 10, 30, 30, 30, 30)).isFalse();
        assertThat(waits(2, 10, 10, 30, 30, 5, 30, 30)).isTrue();
    }

    @Test
    void hours_are_compared_by_what_their_units_are_worth() {
        // Mugs earn 1.00 each, lamps 4.00: 60.00 now, 64.00 later.
        CertainSale laterDearer = new CertainSale(4)
                .through("MUG", 10_000, 10, 10, 0, 0)
                .costing(700)
                .through("LAMP", 10_000, 5, 5, 8, 8);
        laterDearer.pushes = 1;
        assertThat(push(laterDearer, PUSHING.with("pushCostCents", 0)).preference())
                .isZero();
        // 60.00 now, 56.00 later.
        CertainSale asGood = new CertainSale(4)
                .through("MUG", 10_000, 10, 10, 0, 0)
                .costing(700)
                .through("LAMP", 10_000, 5, 5, 7, 7);
        asGood.pushes = 1;
        assertThat(push(asGood, PUSHING.with("pushCostCents", 0)).preference()).isPositive();
    }
}
