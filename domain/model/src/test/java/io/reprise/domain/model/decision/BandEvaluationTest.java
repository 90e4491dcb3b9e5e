package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.Sku;
import org.junit.jupiter.api.Test;

/** What {@code band-evaluation/1} says of sales at the limits of what it heeds. */
class BandEvaluationTest {

    private static final Sku LAMP = new Sku("LAMP");
    private static final Parameters P = new BandEvaluation().defaults().with("tolerance", 0.25);

    private static Policy.Verdict<EvaluationOutcome> decide(EvaluatedSale sale, Parameters p) {
        return new BandEvaluation().decide(sale.inputs(), sale.evidence(), p, 7);
    }

    private static EvaluationOutcome outcome(EvaluatedSale sale) {
        return decide(sale, P).outcome();
    }

    /** Ten an hour are expected. */
    private static Course course(int hour, int sold, Parameters p) {
        return decide(new EvaluatedSale(hour).item("LAMP", sold, 1_000, 10), p)
                .outcome()
                .course();
    }

    @Test
    void it_is_called_by_its_name() {
        assertThat(new BandEvaluation().ref()).isEqualTo(new PolicyRef("band-evaluation", 1));
    }

    @Test
    void a_sale_is_off_plan_where_its_pace_is_beyond_the_tolerance() {
        assertThat(course(4, 40, P)).isEqualTo(Course.CONTINUE);
        assertThat(course(4, 50, P)).isEqualTo(Course.CONTINUE);
        assertThat(course(4, 51, P)).isEqualTo(Course.ADJUST);
        assertThat(course(4, 30, P)).isEqualTo(Course.CONTINUE);
        assertThat(course(4, 29, P)).isEqualTo(Course.ADJUST);
    }

    @Test
    void nothing_is_said_of_a_sale_of_which_too_little_was_expected_so_far_and_that_is_why() {
        Parameters forty = P.with("unitsExpectedMin", 40);
        assertThat(course(4, 90, forty)).isEqualTo(Course.ADJUST);
        assertThat(course(3, 90, forty)).isEqualTo(Course.CONTINUE);

        EvaluatedSale enough = new EvaluatedSale(4).item("LAMP", 90, 1_000, 10);
        assertThat(decide(enough, forty).alternatives())
                .allSatisfy(a -> assertThat(a.remark()).isEmpty());
        EvaluatedSale early = new EvaluatedSale(3).item("LAMP", 90, 1_000, 10);
        assertThat(decide(early, forty).alternatives())
                .extracting(Alternative::remark)
                .containsExactly(
                        "",
                        "too few units were expected so far to judge by",
                        "too few units were expected so far to judge by");
    }

    @Test
    void a_sale_that_is_over_is_not_changed_any_more() {
        assertThat(course(23, 0, P.with("stopBelowPace", 0))).isEqualTo(Course.ADJUST);
        assertThat(course(24, 0, P.with("stopBelowPace", 0))).isEqualTo(Course.CONTINUE);
    }

    @Test
    void a_sale_that_sells_almost_nothing_is_stopped_from_its_half_on() {
        // Six of 120 are one in twenty.
        assertThat(course(12, 6, P)).isEqualTo(Course.ADJUST);
        assertThat(course(12, 5, P)).isEqualTo(Course.STOP);
        assertThat(course(11, 5, P)).isEqualTo(Course.ADJUST);
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

    /** After eight hours on plan 160 are still wanted in sixteen: of 140 the last is gone two hours before the end. */
    @Test
    void an_item_runs_out_early_where_nothing_would_be_left_for_two_hours() {
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 80, 140, 10)).soldOutEarly())
                .containsExactly(LAMP);
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 80, 141, 10)).soldOutEarly())
                .isEmpty();
        // At twice the pace it is 280 of 320.
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 160, 280, 10)).soldOutEarly())
                .containsExactly(LAMP);
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 160, 281, 10)).soldOutEarly())
                .isEmpty();
    }

    @Test
    void the_pace_of_an_item_counts_from_one_unit_that_was_expected_on() {
        // Half a unit was expected and two were sold: 160 more are expected all the same.
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 2, 150, 0.0625, 10))
                        .soldOutEarly())
                .isEmpty();
        // One was expected and two were sold: twice as many.
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 2, 150, 0.125, 10)).soldOutEarly())
                .containsExactly(LAMP);
    }

    @Test
    void what_is_gone_runs_out_early_only_where_somebody_would_still_want_it() {
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 80, 0, 10)).soldOutEarly())
                .containsExactly(LAMP);
        // There never was any to sell.
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 0, 0, 10)).soldOutEarly())
                .containsExactly(LAMP);
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 80, 0, 10, 0)).soldOutEarly())
                .isEmpty();
    }

    @Test
    void what_speaks_against_going_on_is_counted_against_it() {
        EvaluatedSale sale = new EvaluatedSale(8)
                .item("LAMP", 20, 0, 10)
                .item("MUG", 80, 0, 10)
                .item("POT", 80, 1_000, 10);
        assertThat(decide(sale, P).explanation().factors())
                .containsExactly(
                        new Factor("pace", 0.75, -0.25),
                        new Factor("units-sold", 180, -60),
                        new Factor("items-lagging", 1, -1),
                        new Factor("items-sold-out-early", 2, -2));
    }

    @Test
    void a_sale_of_which_nothing_was_expected_is_on_plan() {
        assertThat(outcome(new EvaluatedSale(8).item("LAMP", 0, 10, 0, 10)).pace())
                .isEqualTo(1);
    }
}
