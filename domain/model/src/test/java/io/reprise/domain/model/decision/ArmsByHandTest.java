package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** {@link ArmComparison} of so few shoppers that each can be looked at. */
class ArmsByHandTest {

    /** @param prior spent before the sale; all in cents */
    private record Shopper(long prior, long revenue, long margin) {}

    private static final List<Shopper> TREATED =
            List.of(new Shopper(1_000, 2_500, 1_000), new Shopper(3_000, 6_000, 1_500), new Shopper(0, 0, 0));
    private static final List<Shopper> HOLD_OUT = List.of(new Shopper(2_000, 1_500, 900), new Shopper(500, 800, 100));

    private static final Parameters P = new CausalReport().defaults().with("buyersMin", 2);

    private static ArmTotals totals(List<Shopper> arm) {
        long buyers = arm.stream().filter(s -> s.revenue > 0).count();
        return new ArmTotals(
                arm.size(),
                arm.size(),
                buyers,
                buyers,
                buyers,
                sum(arm, Shopper::revenue),
                sum(arm, s -> s.revenue * s.revenue));
    }

    private static ArmMoments moments(List<Shopper> arm) {
        return new ArmMoments(
                sum(arm, Shopper::margin),
                sum(arm, s -> s.margin * s.margin),
                sum(arm, Shopper::prior),
                sum(arm, s -> s.prior * s.prior),
                sum(arm, s -> s.revenue * s.prior),
                sum(arm, s -> s.margin * s.prior));
    }

    private static long sum(List<Shopper> arm, ToLongFunction<Shopper> of) {
        return arm.stream().mapToLong(of).sum();
    }

    private static double mean(List<Shopper> arm, ToLongFunction<Shopper> of) {
        return (double) sum(arm, of) / arm.size();
    }

    /** Two items: twenty at 15.00 that cost 9.00, and thirty at 5.00 that cost 2.00. */
    private static Experiment experiment(List<Shopper> treated, List<Shopper> holdOut) {
        return new Experiment(moments(treated), moments(holdOut), List.of(1_500L, 500L), List.of(900L, 200L));
    }

    private static Optional<Effect> effect(
            List<Shopper> treated, List<Shopper> holdOut, boolean ofMargin, Parameters p, double... expectedUnits) {
        Experiment e = experiment(treated, holdOut);
        ArmComparison arms = new ArmComparison(e, expectedUnits, treated.size(), holdOut.size(), p);
        return ofMargin
                ? arms.margin(totals(treated), totals(holdOut), e)
                : arms.revenue(totals(treated), totals(holdOut), e);
    }

    private static Optional<Effect> revenue(List<Shopper> treated, List<Shopper> holdOut, Parameters p) {
        return effect(treated, holdOut, false, p, 20, 30);
    }

    /** Sum over one arm's shoppers of the products of what two quantities differ from their means by. */
    private static double centred(List<Shopper> arm, ToLongFunction<Shopper> a, ToLongFunction<Shopper> b) {
        double sum = 0;
        for (Shopper shopper : arm) {
            sum += (a.applyAsLong(shopper) - mean(arm, a)) * (b.applyAsLong(shopper) - mean(arm, b));
        }
        return sum;
    }

    private static double theta(ToLongFunction<Shopper> of) {
        return (centred(TREATED, Shopper::prior, of) + centred(HOLD_OUT, Shopper::prior, of))
                / (centred(TREATED, Shopper::prior, Shopper::prior)
                        + centred(HOLD_OUT, Shopper::prior, Shopper::prior));
    }

    /** Sum of squares of what is left of a quantity where {@code theta} of what was spent before is taken away. */
    private static double left(List<Shopper> arm, ToLongFunction<Shopper> of, double theta) {
        double sum = 0;
        for (Shopper s : arm) {
            double residual = of.applyAsLong(s) - mean(arm, of) - theta * (s.prior - mean(arm, Shopper::prior));
            sum += residual * residual;
        }
        return sum;
    }

    private static double variance(ToLongFunction<Shopper> of, double theta) {
        double pooled = (left(TREATED, of, theta) + left(HOLD_OUT, of, theta)) / 3;
        double treated = left(TREATED, of, theta) / 2;
        double holdOut = left(HOLD_OUT, of, theta);
        return (treated < pooled ? (treated + pooled) / 2 : treated) / 3
                + (holdOut < pooled ? (holdOut + pooled) / 2 : holdOut) / 2;
    }

    private static void assertEffect(Effect effect, ToLongFunction<Shopper> of, double scale) {
        double theta = theta(of);
        double lift = mean(TREATED, of)
                - mean(HOLD_OUT, of)
                - theta * (mean(TREATED, Shopper::prior) - mean(HOLD_OUT, Shopper::prior));
        double variance = variance(of, theta);
        double anytime = ConfidenceSequence.narrowestAt(scale, 0.05).halfWidth(variance);
        double planned = NormalQuantile.at(0.975) * Math.sqrt(variance);
        Offset<Double> close = Offset.offset(1e-6);
        assertThat(effect.perShopperCents()).isCloseTo(lift, close);
        assertThat(effect.lowCents()).isCloseTo(lift - anytime, close);
        assertThat(effect.highCents()).isCloseTo(lift + anytime, close);
        assertThat(effect.plannedLowCents()).isCloseTo(lift - planned, close);
        assertThat(effect.plannedHighCents()).isCloseTo(lift + planned, close);
        assertThat(effect.varianceKept()).isCloseTo(variance / variance(of, 0), close);
        assertThat(effect.shoppers()).isEqualTo(3);
    }

    /**
     * Beforehand 450.00 are expected of three shoppers, 9.00 a unit, and units vary four times as much as Poisson counts. Of
     * 450.00 of revenue 210.00 are margin.
     */
    @Test
    void revenue_and_margin_are_compared_with_what_was_spent_before_taken_into_account() {
        double scale = 45_000.0 / 3 * 4 * 900 * (1 / 3.0 + 1 / 2.0);
        double margin = 21_000.0 / 45_000;

        assertEffect(revenue(TREATED, HOLD_OUT, P).orElseThrow(), Shopper::revenue, scale);
        assertEffect(
                effect(TREATED, HOLD_OUT, true, P, 20, 30).orElseThrow(), Shopper::margin, scale * margin * margin);
    }

    @Test
    void two_shoppers_in_each_arm_and_as_many_buyers_as_asked_for_are_enough() {
        List<Shopper> two = TREATED.subList(0, 2);
        assertThat(revenue(two, HOLD_OUT, P)).isPresent();
        assertThat(revenue(two, HOLD_OUT, P.with("buyersMin", 3))).isEmpty();
        Parameters anybody = P.with("buyersMin", 0);
        assertThat(revenue(TREATED.subList(0, 1), HOLD_OUT, anybody)).isEmpty();
        assertThat(revenue(TREATED, HOLD_OUT.subList(0, 1), anybody)).isEmpty();
    }

    @Test
    void where_all_spent_the_same_nothing_is_known_of_how_much_they_differ() {
        List<Shopper> same = List.of(new Shopper(0, 700, 100), new Shopper(0, 700, 100));
        assertThat(revenue(same, same, P)).isEmpty();
    }

    @Test
    void a_sale_of_which_nothing_is_expected_has_an_interval_too() {
        assertThat(effect(TREATED, HOLD_OUT, false, P, 0, 0).orElseThrow().highCents())
                .isFinite();
        assertThat(effect(TREATED, HOLD_OUT, true, P, 0, 0).orElseThrow().highCents())
                .isFinite();
    }

    @Test
    void prices_and_costs_of_other_items_are_refused() {
        Experiment other = new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_500L, 500L), List.of(900L));
        assertThatThrownBy(() -> new ArmComparison(other, new double[] {20, 30}, 3, 2, P))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("experiment")
                .hasMessageContaining("2 items");
        assertThatThrownBy(() -> new ArmComparison(experiment(TREATED, HOLD_OUT), new double[] {20}, 3, 2, P))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("1 items");
    }
}
