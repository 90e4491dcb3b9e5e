package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.CertainSale.END;
import static io.reprise.domain.model.decision.CertainSale.LONDON;
import static io.reprise.domain.model.decision.CertainSale.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What another end, other items and another audience are worth where demand is known to the unit, reckoned by hand. */
class ExtentMenuTest {

    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");

    private static final Parameters P = usual().with("extentGainCentsMin", 1_000)
            .with("moveGainCentsMin", 100)
            .with("reversalFactor", 3)
            .with("approvalLikely", 0.5);

    private static Map<String, MenuOption> weigh(CertainSale sale, Parameters p, double shadowPrice) {
        Map<String, MenuOption> weighed = sale.extents(p, shadowPrice);
        // What an option would gain if demand were as it is: that is what it gains.
        assertThat(weighed.values())
                .allSatisfy(option -> assertThat(option.gainUnder().applyAsDouble(sale.belief()))
                        .isEqualTo(option.gain()));
        return weighed;
    }

    private static MenuOption option(String key, CertainSale sale, Parameters p) {
        return weigh(sale, p, 0).get(key);
    }

    /** Ten an hour in the sale at 4.00; five of these would be bought at 6.00 without it. */
    private static CertainSale hours(List<Integer> endMoves, double... unitsByHour) {
        CertainSale sale = new CertainSale(2)
                .through("LAMP", 10_000, unitsByHour)
                .wantedLater(50)
                .regularly(5);
        sale.endMovesHours = endMoves;
        return sale;
    }

    @Test
    void an_hour_more_sells_its_units_at_the_sales_price_and_loses_those_of_the_regular_price() {
        CertainSale sale = hours(List.of(-1, 1), 10, 10, 10);

        MenuOption later = option(MenuOption.END_LATER, sale, P);
        assertThat(later.gain()).isEqualTo(10 * 400 - 5 * 600);
        assertThat(later.preference()).isEqualTo(500);
        assertThat(later.extent()).isEqualTo(ExtentChange.endingAt(END, END.plusSeconds(3_600)));
        assertThat(later.arguments()).containsExactly("1");
        MenuOption earlier = option(MenuOption.END_EARLIER, sale, P);
        assertThat(earlier.gain()).isEqualTo(5 * 600 - 10 * 400);
        assertThat(earlier.preference()).isZero();
        assertThat(earlier.extent()).isEqualTo(ExtentChange.endingAt(END, END.minusSeconds(3_600)));
    }

    @Test
    void another_extent_is_preferred_from_what_is_worth_bothering_on() {
        CertainSale sale = hours(List.of(1), 10, 10, 10);

        assertThat(option(MenuOption.END_LATER, sale, P.with("extentGainCentsMin", 1_001))
                        .preference())
                .isZero();
    }

    @Test
    void of_several_ends_the_best_is_kept_and_of_equals_the_first() {
        // The second hour more sells eight: 2.00 more.
        assertThat(option(MenuOption.END_LATER, hours(List.of(1, 2), 10, 10, 10, 8), P)
                        .extent())
                .isEqualTo(ExtentChange.endingAt(END, END.plusSeconds(7_200)));
        // Seven and a half would earn what five earn anyway.
        assertThat(option(MenuOption.END_LATER, hours(List.of(1, 2), 10, 10, 10, 7.5), P)
                        .extent())
                .isEqualTo(ExtentChange.endingAt(END, END.plusSeconds(3_600)));
        assertThat(option(MenuOption.END_LATER, hours(List.of(1, 2), 10, 10, 10, 7), P)
                        .extent())
                .isEqualTo(ExtentChange.endingAt(END, END.plusSeconds(3_600)));
    }

    @Test
    void where_the_discount_budget_is_short_what_is_sold_in_the_sale_is_worth_less() {
        CertainSale sale = hours(List.of(1), 10, 10, 10);

        // Each of the ten has 2.00 of discount, and a cent of that is worth a quarter.
        assertThat(weigh(sale, P, 0.25).get(MenuOption.END_LATER).gain()).isEqualTo(10 * (400 - 50) - 5 * 600);
    }

    /** Half of the shoppers see it, and buy ten in the hour that is left. */
    private static CertainSale seen(double regularly) {
        CertainSale sale = new CertainSale(1)
                .selling("LAMP", 10_000, 0, 10, 0)
                .wantedLater(50)
                .regularly(regularly);
        sale.audienceBps = 5_000;
        sale.audienceChoicesBps = List.of(2_500, 5_000, 10_000);
        return sale;
    }

    @Test
    void twice_the_audience_buys_twice_as_much_in_the_sale_and_nobody_has_to_approve_it() {
        MenuOption wider = option(MenuOption.WIDER_AUDIENCE, seen(5), P);

        assertThat(wider.gain()).isEqualTo(10 * 400 - 5 * 600);
        assertThat(wider.preference()).isEqualTo(1_000);
        assertThat(wider.extent()).isEqualTo(ExtentChange.ofAudience(5_000, 10_000));
        assertThat(wider.arguments()).containsExactly("100");
    }

    @Test
    void half_the_audience_buys_half_in_the_sale_and_the_other_half_at_the_regular_price() {
        MenuOption narrower = option(MenuOption.NARROWER_AUDIENCE, seen(12), P);

        assertThat(narrower.gain()).isEqualTo(6 * 600 - 5 * 400);
        assertThat(narrower.preference()).isEqualTo(800);
        assertThat(narrower.extent()).isEqualTo(ExtentChange.ofAudience(5_000, 2_500));
        assertThat(narrower.arguments()).containsExactly("25");
    }

    /** Lamps would earn 8.00 more at the regular price, mugs {@code mugs} x 6.00 less 40.00. */
    private static CertainSale two(double mugs, int changes) {
        CertainSale sale = new CertainSale(1)
                .selling("LAMP", 10_000, 0, 10, 0)
                .regularly(8)
                .selling("MUG", 10_000, 0, 10, 0)
                .regularly(mugs);
        sale.itemChanges = changes;
        return sale;
    }

    private static ExtentChange items(CertainSale sale, Parameters p) {
        return Optional.ofNullable(option(MenuOption.OTHER_ITEMS, sale, p))
                .map(MenuOption::extent)
                .orElse(ExtentChange.NONE);
    }

    @Test
    void what_would_earn_most_outside_the_sale_is_taken_out_first() {
        assertThat(items(two(9, 1), P).takenOut()).containsExactly(MUG);
        assertThat(option(MenuOption.OTHER_ITEMS, two(9, 1), P).gain()).isEqualTo(9 * 600 - 10 * 400);
        assertThat(items(two(7, 1), P).takenOut()).containsExactly(LAMP);
        assertThat(items(two(8, 1), P).takenOut()).as("of equals the first").containsExactly(LAMP);
    }

    @Test
    void an_item_is_taken_out_where_that_earns_what_a_change_has_to_earn() {
        assertThat(items(two(0, 1), P.with("moveGainCentsMin", 800)).takenOut()).containsExactly(LAMP);
        assertThat(items(two(0, 1), P.with("moveGainCentsMin", 801)).takenOut()).isEmpty();
    }

    @Test
    void what_was_changed_just_now_is_not_taken_out_and_never_the_last() {
        CertainSale sale = new CertainSale(1)
                .selling("LAMP", 10_000, 0, 10, 0)
                .regularly(8)
                .coolingDown()
                .selling("MUG", 10_000, 0, 10, 0);
        sale.itemChanges = 2;
        assertThat(items(sale, P).takenOut()).isEmpty();
        assertThat(items(two(9, 2), P).takenOut()).containsExactly(MUG);
    }

    /** Ten would be sold in the sale at 4.00 of a hundred that are free, where five would be at 6.00. */
    private static CertainSale reserve(String... skus) {
        CertainSale sale = new CertainSale(1).selling("POT", 10_000, 0, 10, 0);
        for (String sku : skus) {
            sale.selling(sku, 0, 0, 10, 0)
                    .free(100)
                    .wantedLater(20)
                    .regularly(5)
                    .aside(0);
        }
        sale.itemChanges = 2;
        return sale;
    }

    @Test
    void what_earns_more_in_the_sale_is_put_in_with_the_stock_it_needs() {
        MenuOption other = option(MenuOption.OTHER_ITEMS, reserve("LAMP"), P);

        assertThat(other.gain()).isEqualTo(10 * 400 - 5 * 600);
        assertThat(other.extent()).isEqualTo(ExtentChange.ofItems(List.of(), List.of(LAMP)));
        assertThat(other.moves()).containsExactly(new StockMove(LAMP, new TreeMap<>(Map.of(LONDON, 10))));
        assertThat(other.arguments()).containsExactly("0", "1");
    }

    @Test
    void each_time_an_item_was_changed_changing_it_has_to_earn_three_times_as_much() {
        Parameters p = P.with("moveGainCentsMin", 111);
        assertThat(items(reserve("LAMP").aside(2), p).putIn()).containsExactly(LAMP);
        assertThat(items(reserve("LAMP").aside(2), p.with("moveGainCentsMin", 112))
                        .putIn())
                .isEmpty();
    }

    @Test
    void stock_is_bought_as_far_as_its_budget_reaches() {
        CertainSale one = reserve("LAMP");
        one.stockBudgetCents = Optional.of(4_000L);
        assertThat(items(one, P).putIn()).containsExactly(LAMP);
        one.stockBudgetCents = Optional.of(3_999L);
        assertThat(items(one, P).putIn()).isEmpty();

        CertainSale both = reserve("LAMP", "MUG");
        both.stockBudgetCents = Optional.of(8_000L);
        assertThat(items(both, P).putIn()).containsExactly(LAMP, MUG);
        both.stockBudgetCents = Optional.of(7_999L);
        assertThat(items(both, P).putIn()).containsExactly(LAMP);
    }

    @Test
    void nothing_is_put_in_of_which_nothing_is_free() {
        CertainSale sale = new CertainSale(1)
                .selling("POT", 10_000, 0, 10, 0)
                .selling("LAMP", 0, 0, 10, 0)
                .aside(0);
        sale.itemChanges = 1;
        assertThat(items(sale, P.with("moveGainCentsMin", 0)).itemChanges()).isZero();
    }

    /** Of twenty that are there, ten are the sale's; fifteen will be wanted at 6.00. */
    @Test
    void more_stock_for_the_sale_is_worth_what_it_sells_less_what_is_then_missing_later() {
        CertainSale sale =
                new CertainSale(1).selling("LAMP", 10, 0, 30, 0).free(10).wantedLater(15);

        // Five more are sold at 4.00 of what was left for later, where ten were to be had and five will be.
        assertThat(sale.rest(usual()).worthOfStock(sale.belief(), 0, CertainSale.DISCOUNT, 5))
                .isEqualTo(5 * 400 - 5 * 600);
    }
}
