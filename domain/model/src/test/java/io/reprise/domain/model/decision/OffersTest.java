package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.AssortmentInputs.Item;
import io.reprise.domain.model.decision.AssortmentInputs.Limits;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is expected of an item at a discount, in the hours in which the sale would lie. */
class OffersTest {

    private static final int HOURS = 6;
    private static final Limits WIDE = new Limits(5_000, 0, 1_000_000);

    /** Units of each item in each hour, which no discount changes and nobody doubts. */
    private static Evidence certain(int steps, double[]... unitsByItem) {
        float[] values = new float[unitsByItem.length * steps * HOURS * 3];
        int at = 0;
        for (double[] units : unitsByItem) {
            for (int step = 0; step < steps; step++) {
                for (double unitsOfHour : units) {
                    Arrays.fill(values, at, at + 3, (float) unitsOfHour);
                    at += 3;
                }
            }
        }
        return new Evidence(List.of(SampleModels.exhibit("offers", new Tensor(at / 3, 3, values))));
    }

    private static Offers offers(int lengthHours, List<Item> items, Evidence evidence) {
        return new Offers(
                new AssortmentInputs(HOURS, lengthHours, 9_000, List.of(0, 1_000), WIDE, items), evidence, 0.1);
    }

    private static Item item(String sku, long cost) {
        return new Item(new Sku(sku), 1_000, cost, 0, 10_000);
    }

    private static double units(Offers offers, int item) {
        return offers.at(item, 0, 0, 0).units();
    }

    @Test
    void the_sale_lies_where_its_margin_is_greatest_not_where_most_is_sold() {
        // 20 units at a euro in the first two hours, 8 at five euros in the last two.
        Offers offers = offers(
                2,
                List.of(item("cheap", 900), item("good", 500)),
                certain(2, new double[] {10, 10, 0, 0, 0, 0}, new double[] {0, 0, 0, 0, 4, 4}));
        assertThat(units(offers, 0)).isCloseTo(0, offset(1e-6));
        assertThat(units(offers, 1)).isCloseTo(0.9 * 8, offset(1e-3));
    }

    @Test
    void a_rule_of_thumb_is_weighed_by_the_units_of_all_its_items_together() {
        AssortmentInputs in =
                new AssortmentInputs(HOURS, 2, 9_000, List.of(0, 1_000), WIDE, List.of(item("A", 500), item("B", 500)));
        Policy.Verdict<?> verdict = Policies.decide(
                FixedAssortment.PLANNED,
                in,
                certain(2, new double[] {10, 10, 0, 0, 0, 0}, new double[] {3, 4, 0, 0, 0, 0}),
                Policies.defaults(FixedAssortment.PLANNED),
                7);
        assertThat(verdict.alternatives()).hasSize(1);
        assertThat(verdict.alternatives().getFirst().score()).isCloseTo(0.9 * 27, offset(1e-3));
        assertThat(verdict.explanation().arguments()).containsExactly("2");
    }

    @Test
    void every_window_of_its_length_is_looked_at_from_the_first_to_the_last() {
        List<Item> items = List.of(item("A", 500));
        assertThat(units(offers(2, items, certain(2, new double[] {9, 8, 1, 2, 3, 4})), 0))
                .isCloseTo(0.9 * 17, offset(1e-3));
        assertThat(units(offers(2, items, certain(2, new double[] {4, 3, 2, 1, 8, 9})), 0))
                .isCloseTo(0.9 * 17, offset(1e-3));
        assertThat(units(offers(2, items, certain(2, new double[] {5, 0, 6, 7, 0, 5})), 0))
                .isCloseTo(0.9 * 13, offset(1e-3));
        // Three hours in a row that are never the best two.
        assertThat(units(offers(2, items, certain(2, new double[] {5, 5, 5, 0, 9, 2})), 0))
                .isCloseTo(0.9 * 11, offset(1e-3));
        assertThat(units(offers(6, items, certain(2, new double[] {1, 2, 3, 4, 5, 6})), 0))
                .isCloseTo(0.9 * 21, offset(1e-3));
    }

    @Test
    void of_windows_that_earn_the_same_the_earliest_is_taken() {
        Offers offers = offers(
                1,
                List.of(item("A", 900), item("B", 500)),
                certain(2, new double[] {0, 10, 0, 0, 0, 0}, new double[] {0, 0, 0, 2, 0, 0}));
        assertThat(units(offers, 0)).isCloseTo(9, offset(1e-3));
        assertThat(units(offers, 1)).isCloseTo(0, offset(1e-6));
    }

    @Test
    void what_is_left_is_sold_later_at_the_regular_price_as_far_as_it_is_wanted_there() {
        // Ten units an hour: 18 in two hours of the sale, 42 around it; at 10 % off each earns 400 cents, later 500.
        double[] units = {10, 10, 10, 10, 10, 10};
        for (int free : new int[] {10, 40, 1_000}) {
            Item item = new Item(new Sku("A"), 1_000, 500, 0, free);
            Offers.Offer offer = offers(2, List.of(item), certain(2, units)).at(0, 1, 0, 0);
            double sold = Math.min(free, 18);
            double later = Math.min(free - sold, 42);
            assertThat(offer.discountBps()).isEqualTo(1_000);
            assertThat(offer.units()).isCloseTo(sold, offset(1e-3));
            assertThat(offer.worth()).isCloseTo(sold * 400 + later * 500, offset(1.0));
            assertThat(offer.discountCost()).isCloseTo(sold * 100, offset(0.1));
        }
    }

    /** Nine demands that are as likely as each other, as far below and above the middle as a normal one would be. */
    @Test
    void what_is_sold_and_what_is_left_for_later_is_weighed_over_all_that_demand_may_be() {
        float[] values = new float[2 * HOURS * 3];
        for (int row = 0; row < 2 * HOURS; row++) {
            float units = row < HOURS ? 10 : 16;
            values[3 * row] = 0.8f * units;
            values[3 * row + 1] = units;
            values[3 * row + 2] = 1.2f * units;
        }
        Evidence evidence = new Evidence(List.of(SampleModels.exhibit("offers", new Tensor(2 * HOURS, 3, values))));
        double ofHour = 0.4 * 16 / (2 * 1.2815515655446004);
        double deviation = 0.9 * Math.sqrt(0.9 * 2 * ofHour * ofHour + 0.1 * 4 * ofHour * ofHour);
        for (int free : new int[] {28, 55, 1_000}) {
            double units = 0;
            double later = 0;
            for (int k = 0; k < 9; k++) {
                double wanted = 0.9 * 32 + deviation * NormalQuantile.at((2 * k + 1) / 18.0);
                double sold = Math.min(free, wanted);
                units += sold / 9;
                // A quarter of what the discount sells beyond 18 would have been bought in the 42 around.
                later += Math.min(free - sold, 42 - 0.25 * Math.max(0, wanted - 18)) / 9;
            }
            Offers.Offer offer = offers(2, List.of(new Item(new Sku("A"), 1_000, 500, 0, free)), evidence)
                    .at(0, 1, 0, 0.25);
            assertThat(offer.units()).isCloseTo(units, offset(1e-3));
            assertThat(offer.worth()).isCloseTo(400 * units + 500 * later, offset(1.0));
        }
    }

    @Test
    void a_cent_of_revenue_counts_for_its_share_of_a_cent_of_margin() {
        Offers.Offer offer = offers(6, List.of(item("A", 500)), certain(2, new double[] {1, 1, 1, 1, 1, 1}))
                .at(0, 1, 0.1, 0);
        // 5.4 in the sale at 900 + 90 − 500, the 0.6 that do not see it at 1,000 + 100 − 500.
        assertThat(offer.worth()).isCloseTo(5.4 * 490 + 0.6 * 600, offset(0.1));
    }

    @Test
    void a_tenth_of_the_discount_budget_is_kept_back_and_the_price_of_the_rest_is_said() {
        float[] values = new float[2 * HOURS * 3];
        Arrays.fill(values, 0, HOURS * 3, 1);
        Arrays.fill(values, HOURS * 3, values.length, 4);
        Evidence steep = new Evidence(List.of(SampleModels.exhibit("offers", new Tensor(2 * HOURS, 3, values))));
        // At 10 % off 4 units in each of six hours sell to nine of ten shoppers: 21.6 units that cost 2,160 cents of
        // discount.
        for (long budget : new long[] {2_390, 2_410}) {
            AssortmentInputs in = new AssortmentInputs(
                    HOURS, 6, 9_000, List.of(0, 1_000), new Limits(5_000, 0, budget), List.of(item("A", 500)));
            Policy.Verdict<?> verdict =
                    Policies.decide(Policies.ASSORTMENT, in, steep, Policies.defaults(Policies.ASSORTMENT), 7);
            boolean fits = 0.9 * budget > 2_160;
            assertThat(((AssortmentOutcome) verdict.outcome()).discountsBps())
                    .containsEntry(new Sku("A"), fits ? 1_000 : 0);
            Factor price = verdict.explanation().factors().getFirst();
            assertThat(price.name()).isEqualTo("shadow-price-of-budget");
            assertThat(price.value() > 0).isEqualTo(!fits);
            assertThat(price.contribution()).isEqualTo(0 - price.value());
            assertThat(verdict.alternatives().get(1).remark())
                    .isEqualTo(fits ? "the same: the budget lasts" : "the discount budget is binding");
        }
    }

    @Test
    void of_an_item_that_there_is_none_of_the_smallest_discount_is_taken_in_whatever_order_they_were_asked_for() {
        for (List<Integer> steps : List.of(List.of(1_000, 0, -500), List.of(-500, 0, 1_000))) {
            Item none = new Item(new Sku("A"), 1_000, 500, 800, 0);
            AssortmentInputs in = new AssortmentInputs(HOURS, 6, 9_000, steps, WIDE, List.of(none));
            Policy.Verdict<?> verdict = Policies.decide(
                    Policies.ASSORTMENT,
                    in,
                    certain(3, new double[] {1, 1, 1, 1, 1, 1}),
                    Policies.defaults(Policies.ASSORTMENT),
                    7);
            assertThat(((AssortmentOutcome) verdict.outcome()).discountsBps()).containsEntry(new Sku("A"), 300);
        }
    }

    @Test
    void a_discount_is_allowed_up_to_its_limit_and_as_long_as_it_leaves_its_margin() {
        // At 20 % off a price of 800 leaves 300 above a cost of 500: 37.5 %.
        Item item = item("A", 500);
        assertThat(Offers.isAllowed(new Limits(2_000, 3_750, 0), item, 2_000)).isTrue();
        assertThat(Offers.isAllowed(new Limits(1_999, 3_750, 0), item, 2_000)).isFalse();
        assertThat(Offers.isAllowed(new Limits(2_000, 3_751, 0), item, 2_000)).isFalse();
    }
}
