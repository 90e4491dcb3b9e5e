package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code menu-adjustment/1} decides of sales of which it is known what every price sells. */
class MenuAdjustmentTest {

    /** As it is a hundred earn 400.00; 50 at 9.00 earn 250.00, 150 at 7.00 earn 450.00. */
    private static CertainSale add(CertainSale sale, String sku) {
        return sale.selling(sku, 1_000, 50, 100, 150);
    }

    private static CertainSale lamps() {
        return add(new CertainSale(1), "LAMP");
    }

    private static PriceChange deeper(String sku) {
        return new PriceChange(new Sku(sku), 2_000, 3_000);
    }

    private static PriceChange dearer(String sku) {
        return new PriceChange(new Sku(sku), 2_000, 1_000);
    }

    private static Parameters usual() {
        return new MenuAdjustment().defaults().with("salesWeight", 0);
    }

    private static Policy.Verdict<AdjustmentOutcome> decide(CertainSale sale, Parameters p) {
        Evidence evidence = new Evidence(List.of(SampleModels.exhibit("response", sale.response())));
        Policy.Verdict<AdjustmentOutcome> verdict = new MenuAdjustment().decide(sale.inputs(), evidence, p, 7);
        assertThat(verdict.alternatives().stream().filter(Alternative::chosen))
                .as("one is chosen")
                .hasSize(1);
        return verdict;
    }

    private static List<PriceChange> changes(CertainSale sale, Parameters p) {
        return decide(sale, p).outcome().priceChanges();
    }

    @Test
    void it_is_called_by_its_name() {
        assertThat(new MenuAdjustment().ref()).isEqualTo(new PolicyRef("menu-adjustment", 1));
    }

    @Test
    void the_price_that_earns_most_is_taken_and_of_equals_the_first() {
        Policy.Verdict<AdjustmentOutcome> verdict = decide(lamps(), usual());
        assertThat(verdict.outcome()).isEqualTo(new AdjustmentOutcome(List.of(deeper("LAMP")), false, 5_000, 4_285));
        assertThat(verdict.explanation())
                .isEqualTo(new Explanation(
                        "adjustment.price-steps",
                        List.of("1", "5000", "1000"),
                        List.of(new Factor("pace-shrunk", 1, 0), new Factor("LAMP", 1_000, 5_000))));
        // 90 at 9.00 earn as much as 150 at 7.00.
        assertThat(changes(new CertainSale(1).selling("LAMP", 1_000, 90, 100, 150), usual()))
                .containsExactly(dearer("LAMP"));
    }

    @Test
    void a_change_that_earns_nothing_is_not_made_beside_one_that_does() {
        CertainSale sale = lamps().selling("MUG", 1_000, 80, 100, 0);
        assertThat(changes(sale, usual())).containsExactly(deeper("LAMP"));
    }

    @Test
    void prices_are_changed_from_what_is_worth_bothering_on() {
        assertThat(changes(lamps(), usual().with("gainCentsMin", 5_000))).hasSize(1);
        assertThat(changes(lamps(), usual().with("gainCentsMin", 5_001))).isEmpty();
        // Where everything is worth it, what earns nothing is not.
        assertThat(decide(new CertainSale(1).selling("LAMP", 1_000, 0, 100, 0), usual().with("gainCentsMin", 0))
                        .outcome()
                        .changesNothing())
                .isTrue();
    }

    @Test
    void a_price_may_leave_just_the_margin_that_is_asked_for() {
        CertainSale sale = lamps();
        sale.limits = new Limits(5_000, 4_285, 1_000, 1_000_000_000);
        assertThat(changes(sale, usual())).hasSize(1);
        sale.limits = new Limits(5_000, 4_286, 1_000, 1_000_000_000);
        assertThat(changes(sale, usual())).isEmpty();
    }

    @Test
    void a_discount_may_be_as_deep_as_the_limit_says() {
        CertainSale sale = lamps();
        sale.limits = new Limits(3_000, 0, 1_000, 1_000_000_000);
        assertThat(changes(sale, usual())).containsExactly(deeper("LAMP"));
        sale.limits = new Limits(2_999, 0, 1_000, 1_000_000_000);
        assertThat(changes(sale, usual())).isEmpty();
    }

    /** Small steps earn 45.00 more, by the same ninety at 8.50. */
    private static CertainSale largeSells(double units) {
        CertainSale sale = new CertainSale(1);
        sale.steps = List.of(-500, 0, 1_000);
        sale.limits = new Limits(5_000, 0, 500, 1_000_000_000);
        return sale.selling("LAMP", 1_000, 90, 90, units);
    }

    @Test
    void a_large_step_is_taken_where_it_earns_more_than_half_as_much_again_as_the_largest_small_one() {
        // 142.5 at 7.00 earn 427.50, 67.50 more than as it is.
        assertThat(changes(largeSells(142.5), usual())).containsExactly(new PriceChange(new Sku("LAMP"), 2_000, 1_500));
        assertThat(changes(largeSells(143), usual())).containsExactly(deeper("LAMP"));
    }

    @Test
    void a_step_as_large_as_may_be_made_alone_is_a_small_one() {
        assertThat(decide(lamps(), usual()).alternatives())
                .containsExactly(
                        Alternative.weighed("leave it alone", 0, "cents", false),
                        Alternative.weighed("small price steps", 5_000, "cents", true),
                        Alternative.weighed("large price steps", 5_000, "cents", false),
                        Alternative.weighed("extra push wave", 0, "cents", false));
    }

    @Test
    void where_only_a_large_step_earns_anything_it_has_to_be_worth_bothering_too() {
        CertainSale sale = lamps();
        sale.limits = new Limits(5_000, 0, 999, 1_000_000_000);
        assertThat(changes(sale, usual().with("gainCentsMin", 5_000))).containsExactly(deeper("LAMP"));
        assertThat(changes(sale, usual().with("gainCentsMin", 5_001))).isEmpty();
    }

    private static Limits budget(long cents) {
        return new Limits(5_000, 0, 1_000, cents);
    }

    /** As it is the discounts of a hundred cost 200.00, those of 150 would cost 450.00. */
    @Test
    void discounts_may_cost_what_the_budget_leaves_beside_what_was_given_and_will_be_given_anyway() {
        CertainSale sale = lamps();
        sale.givenCents = 15_000;
        sale.limits = budget(15_000 + 45_000);
        assertThat(changes(sale, usual())).hasSize(1);
        sale.limits = budget(15_000 + 45_000 - 1);
        assertThat(changes(sale, usual())).isEmpty();
    }

    @Test
    void what_one_change_costs_is_not_there_for_the_next() {
        CertainSale sale = add(lamps(), "MUG");
        sale.limits = budget(2 * 45_000);
        assertThat(changes(sale, usual())).containsExactly(deeper("LAMP"), deeper("MUG"));
        sale.limits = budget(2 * 45_000 - 1);
        assertThat(changes(sale, usual())).containsExactly(deeper("LAMP"));
    }

    @Test
    void a_change_that_makes_discounts_no_dearer_is_made_with_no_budget_left() {
        // 200 at 1.00 of discount cost what 100 at 2.00 cost.
        CertainSale sale = new CertainSale(1).selling("LAMP", 1_000, 200, 100, 0);
        sale.limits = budget(0);
        assertThat(changes(sale, usual())).containsExactly(dearer("LAMP"));
    }

    @Test
    void the_changes_that_earn_most_are_made_and_of_equals_those_that_come_first_by_name() {
        Parameters one = usual().with("priceChangesMax", 1);
        assertThat(changes(add(add(new CertainSale(1), "MUG"), "LAMP"), one)).containsExactly(deeper("LAMP"));
        assertThat(changes(add(new CertainSale(1), "LAMP").selling("MUG", 1_000, 0, 100, 160), one))
                .containsExactly(deeper("MUG"));
    }

    /** Sixteen an hour by the forecast, and twelve at the pace so far. */
    private static CertainSale slow(int left) {
        CertainSale sale = new CertainSale(3).through("LAMP", left, 16, 16, 16).sold(75, 100);
        sale.pushes = 1;
        return sale;
    }

    private static final Parameters PUSHING = usual().with("shrinkUnits", 0)
            .with("pushLift", 0.5)
            .with("pushHours", 2)
            .with("pushCostCents", 800);

    @Test
    void a_push_sells_half_as_much_again_in_two_hours_as_far_as_there_is_stock() {
        AdjustmentOutcome plenty = decide(slow(1_000), PUSHING).outcome();
        assertThat(plenty.extraPush()).isTrue();
        assertThat(plenty.expectedGainCents()).isEqualTo(12 * 400 - 800);
        assertThat(decide(slow(1_000), PUSHING).explanation().message()).isEqualTo("adjustment.extra-push");
        // Of 40 that are left, 36 are sold anyway.
        assertThat(decide(slow(40), PUSHING).outcome().expectedGainCents()).isEqualTo(4 * 400 - 800);
    }

    @Test
    void a_push_is_for_a_sale_that_is_slower_than_it_may_be() {
        assertThat(decide(slow(1_000), PUSHING.with("pushBelowPace", 0.75))
                        .outcome()
                        .extraPush())
                .isFalse();
        assertThat(decide(slow(1_000), PUSHING.with("pushBelowPace", 0.7501))
                        .outcome()
                        .extraPush())
                .isTrue();
    }

    @Test
    void where_no_push_is_left_none_is_made() {
        CertainSale sale = slow(1_000);
        sale.pushes = 0;
        Policy.Verdict<AdjustmentOutcome> verdict = decide(sale, PUSHING);
        assertThat(verdict.outcome().changesNothing()).isTrue();
        assertThat(verdict.explanation().message()).isEqualTo("adjustment.leave-alone");
    }

    @Test
    void a_push_is_made_from_what_is_worth_bothering_on() {
        assertThat(decide(slow(1_000), PUSHING.with("gainCentsMin", 4_000))
                        .outcome()
                        .extraPush())
                .isTrue();
        assertThat(decide(slow(1_000), PUSHING.with("gainCentsMin", 4_001))
                        .outcome()
                        .extraPush())
                .isFalse();
    }

    /** Mugs that nobody buys as they are sell eight an hour at 7.00, six at this pace: 54.00. */
    @Test
    void a_push_is_made_instead_of_prices_where_it_earns_more() {
        CertainSale sale = slow(1_000).selling("MUG", 1_000, 0, 0, 8);
        Parameters p = PUSHING.with("pushLift", 0.75);
        // 18 more at 4.00, for 18.00 or a cent less.
        assertThat(decide(sale, p.with("pushCostCents", 1_800)).outcome())
                .isEqualTo(new AdjustmentOutcome(List.of(deeper("MUG")), false, 5_400, 4_285));
        assertThat(decide(sale, p.with("pushCostCents", 1_799)).outcome())
                .isEqualTo(new AdjustmentOutcome(List.of(), true, 5_401, 10_000));
    }

    @Test
    void where_nothing_was_expected_yet_the_pace_is_that_of_the_forecast() {
        assertThat(decide(lamps(), usual().with("shrinkUnits", 0)).explanation().factors())
                .contains(new Factor("pace-shrunk", 1, 0));
    }
}
