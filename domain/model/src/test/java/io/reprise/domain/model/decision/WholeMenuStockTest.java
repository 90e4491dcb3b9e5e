package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.LearningAdjustmentTest.ITEMS;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.PLANNED;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.STEPS;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.sku;
import static io.reprise.domain.model.decision.WholeMenuSale.NO_PRICES;
import static io.reprise.domain.model.decision.WholeMenuSale.ahead;
import static io.reprise.domain.model.decision.WholeMenuSale.ofItems;
import static io.reprise.domain.model.decision.WholeMenuSale.resting;
import static io.reprise.domain.model.decision.WholeMenuSale.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stock that is moved to the sale, or back, beside whatever else is done. */
class WholeMenuStockTest {

    @Test
    void what_the_sale_will_hardly_sell_is_given_back_where_somebody_else_wants_it() {
        AdjustmentInputs in = resting(1, 500, 0);
        Ahead ahead = ahead(in, List.of(), 0, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(
                0,
                new ItemAhead(
                        false,
                        0,
                        items.getFirst().regularUnits(),
                        30,
                        items.getFirst().held()));
        AdjustmentOutcome outcome = taken(in.with(ofItems(ahead, items)));
        assertThat(outcome.returns()).singleElement().satisfies(back -> {
            assertThat(back.sku()).isEqualTo(sku(0));
            assertThat(back.total()).isEqualTo(30);
        });
        assertThat(outcome.moves()).isEmpty();
        // At 10.00 one earns 5.00, and a tenth of its price beside.
        assertThat(outcome.expectedGainCents()).isEqualTo(30 * 600);
    }

    /** Of an item that is not offered nothing is fetched, however much of it the sale would need. */
    @Test
    void stock_of_what_is_not_offered_stays_where_it_is() {
        AdjustmentInputs in = resting(2, 10, 500);
        Ahead ahead = ahead(in, List.of(), 0, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(3, new ItemAhead(true, 0, items.get(3).regularUnits(), 0, new TreeMap<>()));
        assertThat(taken(in.with(ofItems(ahead, items))).moves())
                .hasSize(ITEMS - 1)
                .noneMatch(move -> move.sku().equals(sku(3)));
    }

    /** One item is put in, and the rest of the stock budget goes to those that would run out. */
    @Test
    void what_is_put_in_and_what_is_topped_up_cost_no_more_than_the_stock_budget() {
        AdjustmentInputs in = resting(2, 10, 500);
        Ahead ahead = ahead(in, List.of(), 1, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(3, new ItemAhead(true, 0, items.get(3).regularUnits(), 0, new TreeMap<>()));
        List<Item> progress = new ArrayList<>(in.items());
        progress.set(3, new Item(sku(3), 1_000, 400, PLANNED, 0, 0, 0, true));
        Shown shown = in.shown().orElseThrow();
        AdjustmentOutcome outcome = taken(new AdjustmentInputs(
                5,
                6,
                9_000,
                STEPS,
                NO_PRICES,
                0,
                0,
                progress,
                Optional.of(new Shown(shown.items(), 0, Optional.of(60_000L))),
                Optional.of(ofItems(ahead, items))));
        long cost = 0;
        for (StockMove move : outcome.moves()) {
            cost += move.total() * (move.sku().equals(sku(3)) ? 400L : 500L);
        }
        assertThat(outcome.extent().orElseThrow().putIn()).containsExactly(sku(3));
        assertThat(outcome.moves()).hasSizeGreaterThan(1);
        // What is left would not buy one more.
        assertThat(cost).isBetween(60_000L - 499, 60_000L);
    }
}
