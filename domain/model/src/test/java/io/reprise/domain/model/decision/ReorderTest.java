package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReorderTest {

    private static final int HOURS = 5;

    private static Item item(String sku, long price, long cost, int free) {
        return new Item(new Sku(sku), price, cost, new TreeMap<>(Map.of(new WarehouseId("north"), free)));
    }

    /** Hours until an order arrives, and until the sale begins. */
    private static Optional<Supply> supply(Integer lead, int untilStart) {
        return Optional.of(new Supply(
                new Logistics(new TreeMap<>(), Optional.ofNullable(lead), Optional.empty()),
                untilStart,
                List.of(),
                List.of()));
    }

    /** A sale of the last four of five hours: 40 units in its first two, 10 in the others; nobody doubts that. */
    private static Reorder reorder(Optional<Long> budget, Optional<Supply> supply, Item... items) {
        float[] units = {99, 20, 20, 5, 5};
        float[] demand = new float[items.length * HOURS * 3];
        for (int k = 0; k < demand.length; k++) {
            demand[k] = units[k / 3 % HOURS];
        }
        Tensor table = new Tensor(items.length * HOURS, 3, demand);
        InventoryInputs in = new InventoryInputs(HOURS, 1, 4, 10_000, List.of(items), budget, supply);
        Parameters p = Policies.defaults(Policies.INVENTORY);
        AllocationProblem problem = AllocationProblem.of(in, table, p);
        return new Reorder(problem, table, new Allocation(problem).fill(true), p);
    }

    @Test
    void what_the_target_asks_for_beyond_what_is_free_is_bought() {
        // 50 and one in reserve.
        Reorder reorder = reorder(Optional.empty(), supply(72, 72), item("A", 900, 400, 5), item("B", 900, 400, 60));
        assertThat(reorder.units(0)).isEqualTo(46);
        assertThat(reorder.units(1)).isZero();
        assertThat(reorder.total()).isEqualTo(46);
        assertThat(reorder.tooLate()).isZero();
    }

    @Test
    void what_arrives_when_the_sale_has_run_for_hours_is_bought_for_the_rest_of_them() {
        Reorder reorder = reorder(Optional.empty(), supply(74, 72), item("A", 900, 400, 5));
        assertThat(reorder.total()).isEqualTo(11);
        assertThat(reorder.tooLate()).isEqualTo(35);
        Reorder early = reorder(Optional.empty(), supply(73, 72), item("A", 900, 400, 5));
        assertThat(early.total()).isEqualTo(31);
        // Of so few no more are bought than are missing.
        Reorder few = reorder(Optional.empty(), supply(74, 72), item("A", 900, 400, 45));
        assertThat(few.total()).isEqualTo(6);
        assertThat(few.tooLate()).isZero();
    }

    @Test
    void what_arrives_when_the_sale_is_over_is_not_bought() {
        for (int lead : new int[] {76, 200}) {
            Reorder reorder = reorder(Optional.empty(), supply(lead, 72), item("A", 900, 400, 5));
            assertThat(reorder.total()).isZero();
            assertThat(reorder.tooLate()).isEqualTo(46);
        }
    }

    @Test
    void where_the_plan_does_not_say_an_order_takes_three_days_and_without_a_clock_it_is_in_time() {
        assertThat(reorder(Optional.empty(), supply(null, 72), item("A", 900, 400, 5))
                        .total())
                .isEqualTo(46);
        assertThat(reorder(Optional.empty(), supply(null, 70), item("A", 900, 400, 5))
                        .total())
                .isEqualTo(11);
        assertThat(reorder(Optional.empty(), Optional.empty(), item("A", 900, 400, 5))
                        .total())
                .isEqualTo(46);
    }

    @Test
    void a_budget_buys_first_what_is_worth_most() {
        Item good = item("good", 900, 400, 0);
        Item poor = item("poor", 500, 400, 0);
        for (boolean goodFirst : new boolean[] {true, false}) {
            Item[] items = goodFirst ? new Item[] {good, poor} : new Item[] {poor, good};
            // Four units short of one item's 51: what is left then does not pay for any of the other.
            Reorder reorder = reorder(Optional.of(47 * 400L + 399), Optional.empty(), items);
            assertThat(reorder.units(goodFirst ? 0 : 1)).isEqualTo(47);
            assertThat(reorder.units(goodFirst ? 1 : 0)).isZero();
        }
        Reorder both = reorder(Optional.of(60 * 400L), Optional.empty(), good, poor);
        assertThat(both.units(0)).isEqualTo(51);
        assertThat(both.units(1)).isEqualTo(9);
    }

    @Test
    void what_costs_nothing_is_bought_without_a_budget() {
        Reorder reorder = reorder(Optional.of(0L), Optional.empty(), item("gift", 100, 0, 1), item("A", 900, 400, 0));
        assertThat(reorder.units(0)).isEqualTo(50);
        assertThat(reorder.units(1)).isZero();
        assertThat(reorder.total()).isEqualTo(50);
    }
}
