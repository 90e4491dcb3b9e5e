package io.reprise.ml.planning;

import static io.reprise.ml.planning.Planned.evidence;
import static io.reprise.ml.planning.Planned.exhibit;
import static io.reprise.ml.planning.Planned.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.AllocationProblem;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ItemDemand;
import io.reprise.domain.model.decision.Logistics;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy.Verdict;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.PlanSolver.Problem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AllocationBySolverTest {

    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");
    private static final PlanSolver SOLVER = new OrToolsPlanSolver(Duration.ofSeconds(20));
    private static final int HOURS = 10;

    private static Item item(String sku, long price, long cost, int north, int south) {
        return new Item(new Sku(sku), price, cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south)));
    }

    private static InventoryInputs inputs(
            List<Item> items, Optional<Long> budget, Map<WarehouseId, Warehouse> warehouses, List<Rival> rivals) {
        Logistics logistics = new Logistics(new TreeMap<>(warehouses), Optional.empty(), Optional.empty());
        return new InventoryInputs(
                HOURS, 0, HOURS, 10_000, items, budget, Optional.of(new Supply(logistics, 100, List.of(), rivals)));
    }

    private static ModelAnswer solve(InventoryInputs in, Tensor demand) {
        Tensor question = AllocationProblem.of(in, demand, Policies.defaults(Policies.INVENTORY))
                .question();
        return SOLVER.solve(Problem.ALLOCATION, question);
    }

    private static Verdict<?> decide(InventoryInputs in, Evidence evidence) {
        return Policies.decide(Policies.INVENTORY, in, evidence, Policies.defaults(Policies.INVENTORY), 1);
    }

    private static Verdict<?> solved(InventoryInputs in, Tensor demand) {
        return decide(in, evidence(exhibit("demand", demand), exhibit("allocation", solve(in, demand))));
    }

    private static int units(Verdict<?> verdict, int item) {
        return ((InventoryOutcome) verdict.outcome()).items().get(item).allocatedUnits();
    }

    private static double worth(Verdict<?> verdict) {
        return verdict.alternatives().stream()
                .filter(a -> a.chosen())
                .findFirst()
                .orElseThrow()
                .score();
    }

    @Test
    void a_short_budget_goes_to_the_item_that_earns_more_for_each_cent() {
        // Both want 100 units; one cent spent on the first earns two, on the second a fifth.
        InventoryInputs in = inputs(
                List.of(item("A", 300, 100, 200, 0), item("B", 1_200, 1_000, 200, 0)),
                Optional.of(8_000L),
                Map.of(),
                List.of());
        Verdict<?> verdict = solved(in, steady(HOURS, 10, 10));
        assertThat(units(verdict, 0)).isEqualTo(80);
        assertThat(units(verdict, 1)).isZero();
        assertThat(verdict.explanation().message()).isEqualTo("inventory.allocated-stock-budget");
    }

    @Test
    void capacity_of_the_cheap_warehouse_is_left_to_the_item_that_is_nowhere_else() {
        // The greedy allocation gives the north to A, which earns more a unit, though the south has A as well.
        InventoryInputs in = inputs(
                List.of(item("A", 900, 100, 100, 100), item("B", 700, 100, 100, 0)),
                Optional.empty(),
                Map.of(
                        NORTH, new Warehouse(0, Optional.of(50)),
                        SOUTH, new Warehouse(5, Optional.of(50))),
                List.of());
        Tensor demand = steady(HOURS, 5, 5);
        Verdict<?> solved = solved(in, demand);
        Verdict<?> greedy = decide(in, evidence(exhibit("demand", demand)));
        assertThat(units(solved, 0) + units(solved, 1)).isEqualTo(100);
        assertThat(units(greedy, 0) + units(greedy, 1)).isLessThan(100);
        assertThat(worth(solved)).isGreaterThan(worth(greedy));
        assertThat(solved.alternatives().get(0).option()).isEqualTo("solver's allocation");
        assertThat(solved.alternatives().get(0).chosen()).isTrue();
    }

    @Test
    void stock_that_another_campaign_makes_more_of_is_left_to_it() {
        Rival rival = new Rival(new CampaignId("other"), new Sku("A"), 900, 100, new ItemDemand(60, 0));
        InventoryInputs alone = inputs(List.of(item("A", 300, 100, 100, 0)), Optional.empty(), Map.of(), List.of());
        InventoryInputs shared =
                inputs(List.of(item("A", 300, 100, 100, 0)), Optional.empty(), Map.of(), List.of(rival));
        Tensor demand = steady(HOURS, 12);
        assertThat(units(solved(alone, demand), 0)).isEqualTo(100);
        assertThat(units(solved(shared, demand), 0)).isBetween(36, 40);
    }

    @Test
    void no_random_instance_is_left_worse_than_greedy_or_beyond_a_limit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 25; n++) {
            List<Item> items = new ArrayList<>();
            double[] rates = new double[12];
            for (int i = 0; i < rates.length; i++) {
                int cost = random.nextInt(50, 2_000);
                items.add(item(
                        "S" + i,
                        cost + random.nextInt(1, 1_500),
                        cost,
                        random.nextInt(0, 200),
                        random.nextInt(0, 200)));
                rates[i] = random.nextDouble(0.1, 20);
            }
            long budget = random.nextLong(50_000, 1_000_000);
            InventoryInputs in = inputs(
                    items,
                    Optional.of(budget),
                    Map.of(NORTH, new Warehouse(random.nextInt(0, 40), Optional.of(random.nextInt(50, 600)))),
                    List.of(new Rival(new CampaignId("other"), new Sku("S0"), 900, 100, new ItemDemand(60, 20))));
            Tensor demand = steady(HOURS, rates);
            Verdict<?> solved = solved(in, demand);
            assertThat(worth(solved)).isGreaterThanOrEqualTo(worth(decide(in, evidence(exhibit("demand", demand)))));
            long cost = 0;
            long north = 0;
            for (int i = 0; i < rates.length; i++) {
                InventoryOutcome.ItemStock stock =
                        ((InventoryOutcome) solved.outcome()).items().get(i);
                cost += stock.allocatedUnits() * items.get(i).unitCostCents();
                north += stock.allocated().get(NORTH);
                for (var place : stock.allocated().entrySet()) {
                    assertThat(place.getValue())
                            .isBetween(0, items.get(i).free().get(place.getKey()));
                }
            }
            assertThat(cost).isLessThanOrEqualTo(budget);
            assertThat(north)
                    .isLessThanOrEqualTo(in.supply()
                            .orElseThrow()
                            .logistics()
                            .warehouses()
                            .get(NORTH)
                            .unitsMax()
                            .orElseThrow());
        }
    }

    @Test
    void the_same_question_has_the_same_answer_and_can_be_asked_again_by_digest() {
        InventoryInputs in = inputs(
                List.of(item("A", 300, 100, 200, 10), item("B", 1_200, 1_000, 200, 30)),
                Optional.of(8_000L),
                Map.of(),
                List.of());
        Tensor demand = steady(HOURS, 10, 10);
        ModelAnswer answer = solve(in, demand);
        assertThat(solve(in, demand)).isEqualTo(answer);
        var runner = new OrToolsPlanSolver(Duration.ofSeconds(20)).besides(null);
        assertThat(runner.run(answer.call().artifactSha256(), answer.input())).isEqualTo(answer.output());
    }

    @Test
    void a_solver_that_answers_nonsense_is_cut_to_what_is_allowed() {
        InventoryInputs in = inputs(List.of(item("A", 300, 100, 60, 0)), Optional.of(5_000L), Map.of(), List.of());
        Tensor demand = steady(HOURS, 10);
        Tensor nonsense = new Tensor(1, 2, new float[] {1e9f, -7});
        Verdict<?> verdict = decide(in, evidence(exhibit("demand", demand), exhibit("allocation", nonsense)));
        assertThat(units(verdict, 0)).isEqualTo(50);
    }

    @Test
    void a_question_that_is_none_is_refused_as_unavailable() {
        Tensor broken = new Tensor(1, 4, new float[] {3, 2, 5, -1});
        assertThatThrownBy(() -> SOLVER.solve(Problem.ALLOCATION, broken))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("announces");
    }
}
