package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.AssortmentInputs.Item;
import io.reprise.domain.model.decision.AssortmentInputs.Limits;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssortmentTest {

    private static final int HOURS = 6;
    private static final List<Integer> STEPS = List.of(-1_000, 0, 1_000, 2_000);
    private static final Limits WIDE = new Limits(5_000, 0, 1_000_000);
    private static final Sku ELASTIC = new Sku("elastic");
    private static final Sku STIFF = new Sku("stiff");

    /** At a regular price of 1,000 cents, planned at 1,000 basis points, costing 500. */
    private static Item item(Sku sku, int free) {
        return new Item(sku, 1_000, 500, 1_000, free);
    }

    /** Ten units an hour at the regular price, times (price / regular)^-elasticity. */
    private static Evidence offers(double... elasticities) {
        float[] values = new float[elasticities.length * STEPS.size() * HOURS * 3];
        int at = 0;
        for (double elasticity : elasticities) {
            for (int step : STEPS) {
                double units = 10 * Math.pow(1 - AssortmentInputs.discountBps(1_000, step) / 1e4, -elasticity);
                for (int hour = 0; hour < HOURS; hour++) {
                    values[at++] = (float) (0.8 * units);
                    values[at++] = (float) units;
                    values[at++] = (float) (1.2 * units);
                }
            }
        }
        return new Evidence(List.of(SampleModels.exhibit("offers", new Tensor(values.length / 3, 3, values))));
    }

    private static AssortmentOutcome decide(PolicyRef policy, Limits limits, List<Item> items, Evidence offers) {
        return (AssortmentOutcome) verdict(policy, limits, items, offers).outcome();
    }

    private static Policy.Verdict<?> verdict(PolicyRef policy, Limits limits, List<Item> items, Evidence offers) {
        AssortmentInputs inputs = new AssortmentInputs(HOURS, 4, 9_000, STEPS, limits, items);
        var verdict = Policies.decide(policy, inputs, offers, Policies.defaults(policy), 7);
        assertThat(Policies.decide(policy, inputs, offers, Policies.defaults(policy), 7))
                .isEqualTo(verdict);
        return verdict;
    }

    private static AssortmentOutcome best(Limits limits, List<Item> items, Evidence offers) {
        return decide(Policies.ASSORTMENT, limits, items, offers);
    }

    @Test
    void what_answers_to_prices_gets_the_deep_discount_and_what_does_not_keeps_its_price() {
        var outcome = best(WIDE, List.of(item(ELASTIC, 10_000), item(STIFF, 10_000)), offers(6, 0.2));
        assertThat(outcome.discountsBps()).containsEntry(ELASTIC, 3_000).containsEntry(STIFF, 0);
    }

    @Test
    void what_is_scarce_is_not_made_cheap() {
        // 40 units would sell at the regular price in the four hours; there are 20.
        var outcome = best(WIDE, List.of(item(ELASTIC, 20), item(STIFF, 10_000)), offers(6, 0.2));
        assertThat(outcome.discountsBps()).containsEntry(ELASTIC, 0);
        assertThat(outcome.items().getFirst().expectedUnits()).isCloseTo(36, offset(5.0));
    }

    @Test
    void the_guardrails_hold() {
        List<Item> items = List.of(item(ELASTIC, 10_000));
        assertThat(best(new Limits(2_000, 0, 1_000_000), items, offers(6)).discountsBps())
                .containsEntry(ELASTIC, 2_000);
        // At 20 % off a price of 800 leaves 37.5 % above a cost of 500, at 10 % off 44.4 %.
        assertThat(best(new Limits(5_000, 4_000, 1_000_000), items, offers(6)).discountsBps())
                .containsEntry(ELASTIC, 1_000);
    }

    @Test
    void all_discounts_together_fit_the_budget() {
        Limits poor = new Limits(5_000, 0, 20_000);
        List<Item> items = List.of(item(ELASTIC, 10_000), item(STIFF, 10_000));
        var rich = best(WIDE, items, offers(6, 4));
        var tight = best(poor, items, offers(6, 4));
        assertThat(cost(rich)).isGreaterThan(20_000);
        assertThat(cost(tight)).isLessThanOrEqualTo(20_000);
        assertThat(tight.discountsBps().get(ELASTIC))
                .isLessThan(rich.discountsBps().get(ELASTIC))
                .isGreaterThanOrEqualTo(tight.discountsBps().get(STIFF));
    }

    private static double cost(AssortmentOutcome outcome) {
        return outcome.items().stream()
                .mapToDouble(choice -> choice.expectedUnits() * choice.discountBps() / 10)
                .sum();
    }

    @Test
    void what_is_changed_and_what_that_gains_is_said_the_greatest_gain_first() {
        Sku twin = new Sku("elastic-too");
        List<Item> items = List.of(item(new Sku("a-stiff"), 10_000), item(twin, 10_000), item(ELASTIC, 10_000));
        var verdict = verdict(Policies.ASSORTMENT, WIDE, items, offers(0.2, 6, 6));
        double planned = verdict.alternatives().get(0).score();
        double chosen = verdict.alternatives().get(2).score();
        assertThat(verdict.alternatives().get(2).chosen()).isTrue();
        assertThat(chosen).isGreaterThan(planned + 1_000);
        assertThat(verdict.explanation().arguments())
                .containsExactly(
                        "3",
                        Long.toString(Math.round(chosen - planned)),
                        Long.toString(Math.round(cost((AssortmentOutcome) verdict.outcome()))));
        List<Factor> changes = verdict.explanation().factors().subList(1, 4);
        // Twins gain the same and come by their names.
        assertThat(changes).extracting(Factor::name).containsExactly("elastic", "elastic-too", "a-stiff");
        assertThat(changes).extracting(Factor::value).containsExactly(3_000.0, 3_000.0, 0.0);
        assertThat(changes.stream().mapToDouble(Factor::contribution).sum()).isCloseTo(chosen - planned, offset(1e-6));
        assertThat(changes.get(2).contribution())
                .isPositive()
                .isLessThan(changes.get(0).contribution());
    }

    @Test
    void what_stays_as_it_was_planned_is_no_change() {
        List<Item> items = List.of(item(ELASTIC, 10_000), item(STIFF, 10_000));
        var verdict = verdict(Policies.ASSORTMENT, new Limits(1_000, 0, 1_000_000), items, offers(6, 0.2));
        assertThat(verdict.explanation().arguments().getFirst()).isEqualTo("1");
        assertThat(verdict.explanation().factors())
                .extracting(Factor::name)
                .containsExactly("shadow-price-of-budget", "stiff");
    }

    @Test
    void rules_of_thumb_do_as_they_say_within_the_guardrails() {
        List<Item> items = List.of(item(ELASTIC, 100), new Item(STIFF, 1_000, 850, 500, 100));
        assertThat(decide(FixedAssortment.PLANNED, WIDE, items, offers(6, 1)).discountsBps())
                .containsEntry(ELASTIC, 1_000)
                .containsEntry(STIFF, 500);
        // The second leaves no margin at 20 % off: 15 % is all it can give.
        assertThat(decide(FixedAssortment.UNIFORM, WIDE, items, offers(6, 1)).discountsBps())
                .containsEntry(ELASTIC, 2_000)
                .containsEntry(STIFF, 1_500);
    }
}
