package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stock that a running sale gets and gives back, where it is known what it will sell. */
class StockMovesTest {

    private static final Set<Sku> NONE = Set.of();

    /** In six hours two of A an hour: 12 are needed, each worth 4.00 now and 6.00 at its regular price. */
    private static CertainSale sale(int left) {
        return new CertainSale(6).selling("A", left, 0, 2, 0);
    }

    private static StockTopUp topUp(CertainSale sale, double gainCentsMin, Set<Sku> except) {
        AdjustmentInputs in = sale.inputs();
        return StockTopUp.of(
                in,
                in.shown().orElseThrow(),
                sale.rest(CertainSale.usual()),
                sale.belief(),
                Item::discountBps,
                except,
                gainCentsMin);
    }

    private static StockReturn giveBack(CertainSale sale, double gainCentsMin, Set<Sku> except) {
        AdjustmentInputs in = sale.inputs();
        return StockReturn.of(
                in,
                in.ahead().orElseThrow(),
                sale.rest(CertainSale.usual()),
                sale.belief(),
                Item::discountBps,
                except,
                gainCentsMin);
    }

    private static StockMove move(String sku, int units) {
        return new StockMove(new Sku(sku), new TreeMap<>(Map.of(CertainSale.LONDON, units)));
    }

    @Test
    void a_sale_gets_what_it_needs_beyond_what_it_has_and_no_more_than_is_free() {
        StockTopUp enough = topUp(sale(5).free(20), 1, NONE);
        assertThat(enough.moves()).containsExactly(move("A", 7));
        assertThat(enough.gain()).isCloseTo(7 * 400, offset(1e-3));
        StockTopUp scarce = topUp(sale(5).free(4), 1, NONE);
        assertThat(scarce.moves()).containsExactly(move("A", 4));
        assertThat(scarce.gain()).isCloseTo(4 * 400, offset(1e-3));
        assertThat(topUp(sale(12).free(20), 0, NONE).moves()).isEmpty();
        assertThat(topUp(sale(30).free(20), 0, NONE).gain()).isZero();
    }

    @Test
    void what_gains_too_little_or_is_moved_otherwise_is_left() {
        assertThat(topUp(sale(5).free(20), 2_799, NONE).moves()).hasSize(1);
        assertThat(topUp(sale(5).free(20), 2_801, NONE).moves()).isEmpty();
        // A gain that is just enough is enough.
        double gain = topUp(sale(5).free(20), 1, NONE).gain();
        assertThat(topUp(sale(5).free(20), gain, NONE).moves()).hasSize(1);
        assertThat(topUp(sale(5).free(20), 1, Set.of(new Sku("A"))).moves()).isEmpty();
        assertThat(topUp(sale(5).free(20), 1, Set.of(new Sku("B"))).moves()).hasSize(1);
        AdjustmentInputs in = sale(5).free(20).inputs();
        assertThat(StockTopUp.of(
                        in,
                        in.shown().orElseThrow(),
                        sale(5).free(20).rest(CertainSale.usual()),
                        sale(5).belief(),
                        Item::discountBps,
                        1))
                .isEqualTo(topUp(sale(5).free(20), 1, NONE));
    }

    /** A costs 4.00, B 2.00: seven of either are wanted, and a cent spent on B earns three times as much. */
    private static CertainSale two(long budgetCents) {
        CertainSale sale = new CertainSale(6)
                .selling("A", 5, 0, 2, 0)
                .free(20)
                .selling("B", 5, 0, 2, 0)
                .costing(200)
                .free(20);
        sale.stockBudgetCents = Optional.of(budgetCents);
        return sale;
    }

    @Test
    void a_budget_goes_first_to_what_earns_most_for_a_cent() {
        assertThat(topUp(two(1_000), 1, NONE).moves()).containsExactly(move("B", 5));
        StockTopUp more = topUp(two(2_399), 1, NONE);
        assertThat(more.moves()).containsExactly(move("B", 7), move("A", 2));
        assertThat(more.gain()).isCloseTo(7 * 600 + 2 * 400, offset(1e-3));
        assertThat(topUp(two(4_200), 1, NONE).moves()).containsExactly(move("B", 7), move("A", 7));
        assertThat(topUp(two(199), 1, NONE).moves()).isEmpty();
        assertThat(topUp(two(-500), 1, NONE).moves()).isEmpty();
    }

    @Test
    void of_items_that_earn_the_same_for_a_cent_the_first_comes_first() {
        CertainSale sale = new CertainSale(6)
                .selling("A", 5, 0, 2, 0)
                .free(20)
                .selling("B", 5, 0, 2, 0)
                .free(20);
        sale.stockBudgetCents = Optional.of(3_200L);
        assertThat(topUp(sale, 1, NONE).moves()).containsExactly(move("A", 7), move("B", 1));
    }

    @Test
    void the_more_is_wanted_of_an_item_does_not_make_a_cent_spent_on_it_worth_more() {
        // Of A a hundred units more are wanted than of B, but each cent of it earns a third.
        CertainSale sale = new CertainSale(6)
                .selling("A", 5, 0, 20, 0)
                .free(500)
                .selling("B", 5, 0, 2, 0)
                .costing(200)
                .free(20);
        sale.stockBudgetCents = Optional.of(1_400L);
        assertThat(topUp(sale, 1, NONE).moves()).containsExactly(move("B", 7));
    }

    @Test
    void what_a_sale_will_hardly_sell_goes_where_it_is_wanted_and_nobody_has_it() {
        // Eight of 20 are spare; of six wanted elsewhere two are free there: whole units of the rest.
        CertainSale sale = sale(20).free(2).wantedElsewhere(5.7);
        StockReturn back = giveBack(sale, 1, NONE);
        assertThat(back.moves()).containsExactly(move("A", 3));
        assertThat(back.gain()).isEqualTo(3 * 600);
        StockReturn all = giveBack(sale(20).wantedElsewhere(100), 1, NONE);
        assertThat(all.moves()).containsExactly(move("A", 8));
        assertThat(giveBack(sale(12).wantedElsewhere(100), 0, NONE).moves()).isEmpty();
        assertThat(giveBack(sale(20).free(3).wantedElsewhere(3.9), 0, NONE).moves())
                .isEmpty();
    }

    @Test
    void nothing_goes_back_that_gains_too_little_is_not_offered_or_moved_otherwise() {
        assertThat(giveBack(sale(20).wantedElsewhere(3), 1_800, NONE).moves()).hasSize(1);
        assertThat(giveBack(sale(20).wantedElsewhere(3), 1_801, NONE).moves()).isEmpty();
        assertThat(giveBack(sale(20).wantedElsewhere(3), 1, Set.of(new Sku("A")))
                        .moves())
                .isEmpty();
        // What is dearer than its regular price gains nothing by being sold at it.
        assertThat(giveBack(sale(20).costing(1_100).wantedElsewhere(3), 1, NONE).moves())
                .isEmpty();
        CertainSale two = sale(20).wantedElsewhere(3).selling("B", 20, 0, 2, 0).wantedElsewhere(2);
        assertThat(giveBack(two, 1, NONE).moves()).isEqualTo(List.of(move("A", 3), move("B", 2)));
        assertThat(giveBack(two, 1, NONE).gain()).isEqualTo(5 * 600);
    }
}
