package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.InventoryInputs.AroundSale;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AllocationProblemTest {

    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");

    @Test
    void the_question_to_a_solver_says_what_there_is_what_it_costs_and_what_each_step_of_it_is_worth() {
        Random random = new Random(7);
        for (int n = 0; n < 40; n++) {
            SmallStock stock = new SmallStock(random);
            Tensor question = AllocationProblem.of(stock.in, stock.demand(), SmallStock.PARAMETERS)
                    .question();
            List<float[]> expected = expected(stock);
            assertThat(question.columns()).isEqualTo(4);
            assertThat(question.rows()).isEqualTo(expected.size());
            for (int row = 0; row < expected.size(); row++) {
                float[] whole = Arrays.copyOf(expected.get(row), 4);
                for (int column = 0; column < 4; column++) {
                    assertThat(question.at(row, column))
                            .as("problem %s, row %s, column %s", n, row, column)
                            .isCloseTo(whole[column], offset(1e-3f));
                }
            }
        }
    }

    /** As the schema's description has it: allocation-problem/1. */
    private static List<float[]> expected(SmallStock stock) {
        int items = stock.in.items().size();
        List<float[]> steps = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            for (double[] step : stock.value(i).steps()) {
                steps.add(new float[] {i, 1, (float) step[0], (float) step[1]});
            }
            for (double[] step : stock.othersWant(i)) {
                steps.add(new float[] {i, 0, (float) step[0], (float) step[1]});
            }
        }
        List<float[]> rows = new ArrayList<>();
        rows.add(
                new float[] {items, 2, steps.size(), stock.in.stockBudgetCents().orElse(-1L)});
        for (int w = 0; w < 2; w++) {
            rows.add(new float[] {
                stock.terms(w).transportCents(), stock.terms(w).unitsMax().orElse(-1)
            });
        }
        for (int i = 0; i < items; i++) {
            rows.add(new float[] {stock.in.items().get(i).unitCostCents(), stock.free(i, 0), stock.free(i, 1)});
        }
        rows.addAll(steps);
        return rows;
    }

    private static AllocationProblem problem(
            Optional<Long> budget, Map<WarehouseId, Warehouse> terms, Rival... rivals) {
        Item item = new Item(new Sku("A"), 900, 400, new TreeMap<>(Map.of(NORTH, 30, SOUTH, 10)));
        Logistics logistics = new Logistics(new TreeMap<>(terms), Optional.empty(), Optional.empty());
        return problem(item, budget, Optional.of(new Supply(logistics, 0, List.of(), List.of(rivals))));
    }

    /** Ten units, give or take one. */
    private static AllocationProblem problem(Item item, Optional<Long> budget, Optional<Supply> supply) {
        return AllocationProblem.of(
                new InventoryInputs(1, 0, 1, 10_000, List.of(item), budget, supply),
                new Tensor(1, 3, new float[] {9, 10, 11}),
                Policies.defaults(Policies.INVENTORY));
    }

    private static Rival rival(String sku, long priceCents, double units) {
        return new Rival(new CampaignId("other"), new Sku(sku), priceCents, 400, new ItemDemand(units, 0));
    }

    @Test
    void a_question_about_many_warehouses_is_as_wide_as_all_of_them_need() {
        TreeMap<WarehouseId, Integer> free = new TreeMap<>();
        for (int w = 0; w < 6; w++) {
            free.put(new WarehouseId("w" + w), w);
        }
        Tensor question = problem(new Item(new Sku("A"), 900, 400, free), Optional.empty(), Optional.empty())
                .question();
        assertThat(question.columns()).isEqualTo(7);
        for (int w = 0; w < 6; w++) {
            assertThat(question.at(7, 1 + w)).isEqualTo(w);
        }
    }

    @Test
    void there_is_something_to_share_where_a_budget_a_warehouse_or_another_campaign_sets_a_limit() {
        Warehouse small = new Warehouse(0, Optional.of(5));
        Warehouse any = new Warehouse(10, Optional.empty());
        assertThat(problem(Optional.empty(), Map.of(NORTH, any, SOUTH, any)).isShared())
                .isFalse();
        assertThat(problem(Optional.of(100L), Map.of()).isShared()).isTrue();
        assertThat(problem(Optional.empty(), Map.of(NORTH, small, SOUTH, any)).isShared())
                .isTrue();
        assertThat(problem(Optional.empty(), Map.of(NORTH, any, SOUTH, small)).isShared())
                .isTrue();
        assertThat(problem(Optional.empty(), Map.of(), rival("A", 900, 5)).isShared())
                .isTrue();
        assertThat(problem(Optional.empty(), Map.of(), rival("B", 900, 5)).isShared())
                .isFalse();
    }

    @Test
    void what_is_left_goes_to_whoever_makes_most_of_it() {
        AllocationProblem problem = problem(Optional.empty(), Map.of(), rival("A", 600, 4), rival("A", 1_400, 3));
        // Three and one in reserve at ten euros each, then as many again and one at two; each rounded by its quantiles.
        assertThat(problem.worthToOthersCents(0, 2)).isCloseTo(2 * 1_000, offset(15.0));
        assertThat(problem.worthToOthersCents(0, 4)).isCloseTo(4 * 1_000, offset(30.0));
        assertThat(problem.worthToOthersCents(0, 6)).isCloseTo(4 * 1_000 + 2 * 200, offset(40.0));
        assertThat(problem.worthToOthersCents(0, 100)).isCloseTo(4 * 1_000 + 5 * 200, offset(50.0));
    }

    @Test
    void a_unit_forgoes_what_it_would_have_earned_in_the_shop_as_likely_as_the_shop_would_miss_it() {
        // There are 40, the sale wants 10: of 40 that the shop would sell it misses 10, a quarter; of 20 none; of a
        // thousand all but 30.
        assertThat(worthOfFirst(40, 320)).isEqualTo(500 - 80);
        assertThat(worthOfFirst(20, 320)).isEqualTo(500);
        assertThat(worthOfFirst(1_000, 320)).isEqualTo(500 - Math.round(0.97 * 320));
        assertThat(worthOfFirst(0, 320)).isEqualTo(500);
    }

    private static double worthOfFirst(double aroundUnits, long aroundMarginCents) {
        Item item = new Item(
                new Sku("A"),
                900,
                400,
                new TreeMap<>(Map.of(NORTH, 30, SOUTH, 10)),
                Optional.of(new AroundSale(aroundUnits, aroundMarginCents)));
        return problem(item, Optional.empty(), Optional.empty()).value(0).marginalCents(0);
    }
}
