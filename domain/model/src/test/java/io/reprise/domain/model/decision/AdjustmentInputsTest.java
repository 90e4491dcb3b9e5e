package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdjustmentInputsTest {

    private static final AdjustmentInputs IN = trying();

    private static AdjustmentInputs trying() {
        CertainSale sale = new CertainSale(1).selling("LAMP", 10, 1, 2, 3).selling("MUG", 10, 1, 2, 3);
        sale.stockBudgetCents = Optional.of(700L);
        AdjustmentInputs in = sale.inputs();
        Shown shown = in.shown().orElseThrow();
        return with(
                in,
                in.hoursLeft(),
                in.stepsBps(),
                in.items(),
                Optional.of(new Shown(shown.items(), 2_500, shown.stockBudgetLeftCents())),
                in.ahead());
    }

    private static AdjustmentInputs with(
            AdjustmentInputs in,
            int hoursLeft,
            List<Integer> stepsBps,
            List<Item> items,
            Optional<Shown> shown,
            Optional<Ahead> ahead) {
        return new AdjustmentInputs(
                in.window(),
                hoursLeft,
                in.treatedBps(),
                stepsBps,
                in.limits(),
                in.discountGivenCents(),
                in.pushWavesLeft(),
                items,
                shown,
                ahead);
    }

    private static void assertRefused(ThrowingCallable made, String field, String why) {
        assertThatThrownBy(made)
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(field)
                .hasMessageContaining(why);
    }

    @Test
    void a_sale_may_be_in_its_last_moment_and_not_beyond_it() {
        assertThat(with(IN, 0, IN.stepsBps(), IN.items(), IN.shown(), IN.ahead())
                        .hoursLeft())
                .isZero();
        assertRefused(
                () -> with(IN, -1, IN.stepsBps(), IN.items(), IN.shown(), IN.ahead()),
                "hoursLeft",
                "must not be negative, but was -1");
    }

    @Test
    void every_price_is_compared_with_the_one_in_force() {
        assertRefused(
                () -> with(IN, 1, List.of(-500, 500), IN.items(), IN.shown(), IN.ahead()),
                "stepsBps",
                "must contain 0, but were [-500, 500]");
    }

    @Test
    void what_was_shown_and_what_may_become_are_told_of_each_item() {
        List<Item> one = IN.items().subList(0, 1);
        assertRefused(
                () -> with(IN, 1, IN.stepsBps(), one, IN.shown(), Optional.empty()),
                "shown.items",
                "must be one for each item");
        assertRefused(
                () -> with(IN, 1, IN.stepsBps(), one, Optional.empty(), IN.ahead()),
                "ahead.items",
                "must be one for each item");
    }

    @Test
    void without_trying_everything_else_is_as_it_was() {
        AdjustmentInputs best = IN.withoutTrying();

        assertThat(best.shown().orElseThrow().explorationBps()).isZero();
        assertThat(best.shown().orElseThrow().items())
                .isEqualTo(IN.shown().orElseThrow().items());
        assertThat(best.shown().orElseThrow().stockBudgetLeftCents()).contains(700L);
        assertThat(with(best, 1, IN.stepsBps(), IN.items(), IN.shown(), IN.ahead()))
                .isEqualTo(IN);
    }

    @Test
    void they_are_what_an_adjustment_starts_from() {
        assertThat(IN.kind()).isEqualTo(DecisionKind.ADJUSTMENT);
    }

    @Test
    void a_sale_that_is_left_alone_stays_as_it_is_whatever_it_shows() {
        PolicyRef none = new PolicyRef("leave-alone", 1);
        assertThat(Policies.find(none).orElseThrow().ref()).isEqualTo(none);
        assertThat(Policies.defaults(none).values()).isEmpty();
        Policy.Verdict<?> verdict = Policies.decide(none, IN, new Evidence(List.of()), Policies.defaults(none), 7);
        assertThat(((AdjustmentOutcome) verdict.outcome()).changesNothing()).isTrue();
        assertThat(verdict.alternatives())
                .singleElement()
                .isEqualTo(Alternative.weighed("leave it alone", 0, "cents", true));
        assertThat(verdict.explanation().message()).isEqualTo("adjustment.leave-alone");
    }
}
