package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.EvaluationInputs.DiscountSpend;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code sequential-evaluation/2} says of sales at the limits of what it heeds. */
class SequentialEvaluationTest {

    private static final Sku LAMP = new Sku("LAMP");

    /** Units are orders, and the menu is not looked at where nothing calls for it. */
    private static final Parameters P = Policies.defaults(SequentialEvaluation.REF)
            .with("tolerance", 0.25)
            .with("unitsDispersion", 1)
            .with("paceShape", 4)
            .with("lookMinutes", 1e6);

    private static Policy.Verdict<EvaluationOutcome> decide(EvaluatedSale sale, Parameters p) {
        return new SequentialEvaluation(SequentialEvaluation.REF).decide(sale.inputs(), sale.evidence(), p, 7);
    }

    private static EvaluationOutcome outcome(EvaluatedSale sale) {
        return decide(sale, P).outcome();
    }

    private static Course course(EvaluatedSale sale, Parameters p) {
        return decide(sale, p).outcome().course();
    }

    @Test
    void each_version_is_called_by_its_name() {
        for (int version : new int[] {1, 2}) {
            PolicyRef ref = new PolicyRef("sequential-evaluation", version);
            assertThat(Policies.find(ref).orElseThrow().ref()).isEqualTo(ref);
        }
    }

    /** Twelve an hour are expected. What is believed beforehand counts as four that were expected and four that came. */
    private static EvaluatedSale now(int soldInHour) {
        return new EvaluatedSale(4).item("LAMP", 48, 1_000, 12).inTheLastHour(soldInHour);
    }

    @Test
    void a_sale_is_off_plan_where_its_present_pace_is_beyond_the_tolerance() {
        // (4 + 16) / (4 + 12) = 1.25, (4 + 8) / (4 + 12) = 0.75.
        assertThat(course(now(16), P)).isEqualTo(Course.CONTINUE);
        assertThat(course(now(17), P)).isEqualTo(Course.ADJUST);
        assertThat(course(now(8), P)).isEqualTo(Course.CONTINUE);
        assertThat(course(now(7), P)).isEqualTo(Course.ADJUST);
    }

    @Test
    void nothing_is_said_of_a_sale_of_which_too_little_was_expected_so_far_and_that_is_why() {
        Parameters enough = P.with("unitsExpectedMin", 48);
        assertThat(course(now(30), enough)).isEqualTo(Course.ADJUST);
        assertThat(decide(now(30), enough).alternatives())
                .allSatisfy(a -> assertThat(a.remark()).isEmpty());
        Parameters more = P.with("unitsExpectedMin", 48.5);
        assertThat(course(now(30), more)).isEqualTo(Course.CONTINUE);
        assertThat(decide(now(30), more).alternatives())
                .filteredOn(a -> !a.remark().isEmpty())
                .extracting(Alternative::option)
                .containsExactly("ADJUST", "STOP");
    }

    /** Ten an hour are expected. */
    private static EvaluatedSale half(int hour, int sold) {
        return new EvaluatedSale(hour).item("LAMP", sold, 1_000, 10).inTheLastHour(0);
    }

    @Test
    void a_sale_that_sold_almost_nothing_is_stopped_from_its_half_on() {
        // Six of 120 are one in twenty.
        assertThat(course(half(12, 6), P)).isEqualTo(Course.ADJUST);
        assertThat(course(half(12, 5), P)).isEqualTo(Course.STOP);
        assertThat(course(half(11, 5), P)).isEqualTo(Course.ADJUST);
    }

    /** On plan after six of 24 hours: three times as many windows are to come, eighteen. */
    private static Course spending(long given, long inWindow, long budget) {
        EvaluatedSale sale = new EvaluatedSale(6).item("LAMP", 60, 1_000, 10).inTheLastHour(10);
        sale.soldBefore = Collections.nCopies(5, 10);
        sale.spend = Optional.of(new DiscountSpend(given, inWindow, budget));
        return course(sale, P);
    }

    @Test
    void a_discount_budget_has_to_last_for_the_windows_that_are_to_come() {
        assertThat(spending(5_000, 1_000, 23_000)).isEqualTo(Course.CONTINUE);
        assertThat(spending(5_000, 1_000, 22_999)).isEqualTo(Course.ADJUST);
        assertThat(spending(5_000, 1_000, 19_000)).isEqualTo(Course.ADJUST);
    }

    @Test
    void a_sale_whose_budget_would_not_last_for_a_window_and_a_quarter_ends() {
        assertThat(spending(5_000, 1_000, 6_250)).isEqualTo(Course.ADJUST);
        assertThat(spending(5_000, 1_000, 6_249)).isEqualTo(Course.STOP);
    }

    @Test
    void a_sale_that_gives_no_discount_any_more_goes_on_until_its_budget_is_overspent() {
        assertThat(spending(5_000, 0, 5_000)).isEqualTo(Course.CONTINUE);
        assertThat(spending(5_001, 0, 5_000)).isEqualTo(Course.STOP);
    }

    @Test
    void an_item_lags_where_it_sold_less_than_the_tolerance_of_what_was_expected() {
        assertThat(outcome(new EvaluatedSale(4).item("LAMP", 29, 1_000, 10)).lagging())
                .containsExactly(LAMP);
        assertThat(outcome(new EvaluatedSale(4).item("LAMP", 30, 1_000, 10)).lagging())
                .isEmpty();
        // Of fewer than two that were expected nothing is said.
        assertThat(outcome(new EvaluatedSale(4).item("LAMP", 1, 1_000, 0.5)).lagging())
                .containsExactly(LAMP);
        assertThat(outcome(new EvaluatedSale(4).item("LAMP", 1, 1_000, 0.4375)).lagging())
                .isEmpty();
    }

    private static EvaluatedSale onPlan(int left, double unitsAnHourFromNow) {
        return new EvaluatedSale(8)
                .item("LAMP", 80, left, 10, unitsAnHourFromNow)
                .inTheLastHour(10);
    }

    /** After eight hours on plan 160 are still wanted in sixteen: of 140 the last is gone two hours before the end. */
    @Test
    void an_item_runs_out_early_where_nothing_would_be_left_for_two_hours() {
        assertThat(outcome(onPlan(140, 10)).soldOutEarly()).containsExactly(LAMP);
        assertThat(outcome(onPlan(140, 10)).course()).isEqualTo(Course.ADJUST);
        assertThat(outcome(onPlan(141, 10)).soldOutEarly()).isEmpty();
        assertThat(outcome(onPlan(141, 10)).course()).isEqualTo(Course.CONTINUE);
        assertThat(outcome(onPlan(0, 10)).soldOutEarly()).containsExactly(LAMP);
        assertThat(outcome(onPlan(0, 0)).soldOutEarly()).as("nobody wants it").isEmpty();
    }

    @Test
    void a_sale_of_which_nothing_was_expected_is_on_plan() {
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 0, 10, 0, 10)).pace())
                .isEqualTo(1);
    }
}
