package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.Allocation.Limit;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");

    private static AllocationProblem problem(SmallStock stock) {
        return AllocationProblem.of(stock.in, stock.demand(), SmallStock.PARAMETERS);
    }

    private static int[][] units(SmallStock stock, Allocation allocation) {
        int[][] units = new int[stock.in.items().size()][2];
        for (int i = 0; i < units.length; i++) {
            units[i][0] = allocation.byWarehouse(i).get(SmallStock.NORTH);
            units[i][1] = allocation.byWarehouse(i).get(SmallStock.SOUTH);
            assertThat(allocation.units(i)).isEqualTo(units[i][0] + units[i][1]);
        }
        return units;
    }

    @Test
    void what_is_set_aside_is_allowed_and_worth_what_is_said_but_never_more_than_the_best_there_is() {
        Random random = new Random(7);
        for (int n = 0; n < 60; n++) {
            SmallStock stock = new SmallStock(random);
            double most = stock.worth(stock.best());
            for (boolean byCost : new boolean[] {true, false}) {
                Allocation greedy = new Allocation(problem(stock)).fill(byCost);
                int[][] units = units(stock, greedy);
                assertThat(stock.isAllowed(units)).as("problem %s", n).isTrue();
                assertThat(greedy.worthCents()).as("problem %s", n).isCloseTo(stock.worth(units), offset(1e-6));
                assertThat(greedy.worthCents()).isLessThanOrEqualTo(most + 1e-6);
            }
        }
    }

    @Test
    void the_best_there_is_is_taken_as_it_was_proposed() {
        Random random = new Random(8);
        for (int n = 0; n < 60; n++) {
            SmallStock stock = new SmallStock(random);
            int[][] best = stock.best();
            Allocation proposed = Allocation.asProposed(problem(stock), tensor(best));
            assertThat(units(stock, proposed)).as("problem %s", n).isDeepEqualTo(best);
            Policy.Verdict<?> verdict = Policies.decide(
                    Policies.INVENTORY,
                    stock.in,
                    new Evidence(List.of(
                            SampleModels.exhibit("demand", stock.demand()),
                            SampleModels.exhibit(AllocationProblem.ROLE, tensor(best)))),
                    SmallStock.PARAMETERS,
                    7);
            Alternative chosen = verdict.alternatives().stream()
                    .filter(Alternative::chosen)
                    .findFirst()
                    .orElseThrow();
            // It is filled up by what a unit is worth where it begins: of each item one that turns at a quarter may be
            // too many.
            double tooMany = 225 * best.length;
            assertThat(chosen.score())
                    .as("problem %s", n)
                    .isBetween(stock.worth(best) - tooMany, stock.worth(best) + 1e-6);
        }
    }

    private static Tensor tensor(int[][] units) {
        float[] values = new float[units.length * 2];
        for (int i = 0; i < units.length; i++) {
            values[2 * i] = units[i][0];
            values[2 * i + 1] = units[i][1];
        }
        return new Tensor(units.length, 2, values);
    }

    @Test
    void a_proposal_is_cut_to_what_is_free_what_is_wanted_and_what_a_warehouse_makes_ready() {
        Random random = new Random(9);
        for (int n = 0; n < 40; n++) {
            SmallStock stock = new SmallStock(random);
            int items = stock.in.items().size();
            float[] much = new float[2 * items];
            for (int k = 0; k < much.length; k++) {
                much[k] = random.nextInt(-2, 8);
            }
            assertThat(stock.isAllowed(units(stock, Allocation.asProposed(problem(stock), new Tensor(items, 2, much)))))
                    .as("problem %s", n)
                    .isTrue();
        }
    }

    private static Item item(String sku, long cost, int north, int south) {
        return new Item(new Sku(sku), 900, cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south)));
    }

    /** So many units of each item in one hour, to the tenth part. */
    private static AllocationProblem problem(
            float units, Optional<Long> budget, Map<WarehouseId, Warehouse> terms, Item... items) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            values.addAll(List.of(0.9f * units, units, 1.1f * units));
        }
        float[] demand = new float[values.size()];
        for (int k = 0; k < demand.length; k++) {
            demand[k] = values.get(k);
        }
        Logistics logistics = new Logistics(new TreeMap<>(terms), Optional.empty(), Optional.empty());
        return AllocationProblem.of(
                new InventoryInputs(
                        1,
                        0,
                        1,
                        10_000,
                        List.of(items),
                        budget,
                        Optional.of(new Supply(logistics, 0, List.of(), List.of()))),
                new Tensor(items.length, 3, demand),
                Policies.defaults(Policies.INVENTORY));
    }

    @Test
    void many_units_are_set_aside_in_steps_that_end_at_what_is_free_and_at_what_is_wanted() {
        AllocationProblem scarce = problem(1_000, Optional.empty(), Map.of(), item("A", 400, 100, 50));
        assertThat(new Allocation(scarce).fill(true).byWarehouse(0)).isEqualTo(Map.of(NORTH, 100, SOUTH, 50));
        for (float units : new float[] {1_000, 1_001, 1_002, 1_003}) {
            AllocationProblem ample = problem(units, Optional.empty(), Map.of(), item("A", 400, 100, 5_000));
            assertThat(new Allocation(ample).fill(true).units(0))
                    .isEqualTo(ample.value(0).targetUnits());
        }
    }

    @Test
    void what_costs_nothing_needs_no_budget() {
        AllocationProblem problem =
                problem(10, Optional.of(0L), Map.of(), item("gift", 0, 7, 0), item("dear", 400, 7, 0));
        Allocation allocation = new Allocation(problem).fill(true);
        assertThat(allocation.units(0)).isEqualTo(7);
        assertThat(allocation.units(1)).isZero();
        assertThat(allocation.budgetLeftCents()).isZero();
    }

    @Test
    void a_unit_whose_transport_takes_all_it_earns_stays_where_it_is() {
        AllocationProblem even = problem(
                10, Optional.empty(), Map.of(NORTH, new Warehouse(500, Optional.empty())), item("A", 400, 5, 0));
        assertThat(new Allocation(even).fill(true).units(0)).isZero();
    }

    @Test
    void units_come_from_where_transport_costs_least_and_at_the_same_cost_from_the_first() {
        for (int south : new int[] {10, 50, 90}) {
            AllocationProblem problem = problem(
                    10,
                    Optional.empty(),
                    Map.of(NORTH, new Warehouse(50, Optional.empty()), SOUTH, new Warehouse(south, Optional.empty())),
                    item("A", 400, 50, 50));
            Allocation allocation = new Allocation(problem).fill(true);
            WarehouseId from = south < 50 ? SOUTH : NORTH;
            assertThat(allocation.byWarehouse(0)).containsEntry(from, allocation.units(0));
            assertThat(allocation.transportCents()).isEqualTo(Math.min(50, south) * allocation.units(0));
        }
    }

    @Test
    void where_money_is_short_a_cheap_item_may_come_before_one_that_earns_more_a_unit() {
        // One earns 1,100 for 400, the other 800 for 100.
        Item cheap = item("cheap", 100, 5, 0);
        Item dear = new Item(new Sku("dear"), 1_500, 400, new TreeMap<>(Map.of(NORTH, 5, SOUTH, 0)));
        AllocationProblem problem = problem(10, Optional.of(500L), Map.of(), dear, cheap);
        Allocation byCost = new Allocation(problem).fill(true);
        assertThat(byCost.units(1)).isEqualTo(5);
        assertThat(byCost.units(0)).isZero();
        Allocation byUnit = new Allocation(problem).fill(false);
        assertThat(byUnit.units(0)).isEqualTo(1);
        assertThat(byUnit.units(1)).isEqualTo(1);
    }

    @Test
    void an_item_whose_warehouse_another_filled_comes_from_the_next() {
        AllocationProblem problem = problem(
                10,
                Optional.empty(),
                Map.of(NORTH, new Warehouse(0, Optional.of(5)), SOUTH, new Warehouse(50, Optional.empty())),
                item("A", 100, 5, 0),
                item("B", 400, 5, 5));
        Allocation allocation = new Allocation(problem).fill(false);
        assertThat(allocation.byWarehouse(0)).isEqualTo(Map.of(NORTH, 5, SOUTH, 0));
        assertThat(allocation.byWarehouse(1)).isEqualTo(Map.of(NORTH, 0, SOUTH, 5));
        assertThat(allocation.transportCents()).isEqualTo(250);
    }

    @Test
    void stock_that_is_all_there_is_and_all_that_is_wanted_is_no_limit() {
        int target = problem(10, Optional.empty(), Map.of(), item("A", 400, 50, 0))
                .value(0)
                .targetUnits();
        for (int free : new int[] {target - 1, target, target + 1}) {
            AllocationProblem problem = problem(10, Optional.empty(), Map.of(), item("A", 400, free, 0));
            Allocation allocation = new Allocation(problem).fill(true);
            assertThat(allocation.units(0)).isEqualTo(Math.min(free, target));
            assertThat(allocation.binding().limit()).isEqualTo(free < target ? Limit.STOCK : Limit.NONE);
        }
    }

    @Test
    void of_two_items_that_would_pay_the_same_for_one_more_unit_the_first_is_named() {
        AllocationProblem problem = problem(10, Optional.empty(), Map.of(), item("A", 400, 5, 0), item("B", 400, 5, 0));
        Allocation.Binding binding = new Allocation(problem).fill(true).binding();
        assertThat(binding.limit()).isEqualTo(Limit.STOCK);
        assertThat(binding.where()).isEqualTo("A");
        // The sixth of ten that are certain to be wanted.
        assertThat(binding.shadowPrice()).isCloseTo(500, offset(10.0));
    }
}
