package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Promised;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AllocatedNewsvendorTest {

    private static final int HOURS = 10;
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");
    private static final CampaignId OTHER = new CampaignId("other");
    private static final Parameters DEFAULTS = Policies.defaults(Policies.INVENTORY);

    /** So many units an hour, give or take a fifth. */
    private static Evidence demand(double... unitsAnHour) {
        float[] values = new float[unitsAnHour.length * HOURS * 3];
        for (int row = 0; row < unitsAnHour.length * HOURS; row++) {
            values[row * 3] = (float) (0.8 * unitsAnHour[row / HOURS]);
            values[row * 3 + 1] = (float) unitsAnHour[row / HOURS];
            values[row * 3 + 2] = (float) (1.2 * unitsAnHour[row / HOURS]);
        }
        return new Evidence(List.of(SampleModels.exhibit("demand", new Tensor(values.length / 3, 3, values))));
    }

    private static Item item(String sku, long price, long cost, int north, int south) {
        return new Item(new Sku(sku), price, cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south)));
    }

    private static Logistics logistics(Map<WarehouseId, Warehouse> warehouses, Optional<Integer> leadHours) {
        return new Logistics(new TreeMap<>(warehouses), leadHours, Optional.empty());
    }

    private static Policy.Verdict<?> decide(
            List<Item> items, Optional<Long> budget, Optional<Supply> supply, Evidence evidence) {
        InventoryInputs in = new InventoryInputs(HOURS, 0, HOURS, 10_000, items, budget, supply);
        Policy.Verdict<?> verdict = Policies.decide(Policies.INVENTORY, in, evidence, DEFAULTS, 7);
        assertThat(Policies.decide(Policies.INVENTORY, in, evidence, DEFAULTS, 7))
                .as("taken again it is the same to the bit")
                .isEqualTo(verdict);
        return verdict;
    }

    private static ItemStock stock(Policy.Verdict<?> verdict, int item) {
        return ((InventoryOutcome) verdict.outcome()).items().get(item);
    }

    private static double factor(Policy.Verdict<?> verdict, String name) {
        return verdict.explanation().factors().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void where_nothing_is_short_each_item_gets_what_version_1_gave_it() {
        List<Item> items = List.of(item("A", 900, 400, 300, 100), item("B", 500, 450, 40, 500));
        Policy.Verdict<?> now = decide(items, Optional.empty(), Optional.empty(), demand(12, 9));
        PolicyRef before = new PolicyRef("newsvendor-inventory", 1);
        InventoryOutcome was = (InventoryOutcome) Policies.decide(
                        before,
                        new InventoryInputs(HOURS, 0, HOURS, 10_000, items, Optional.empty()),
                        demand(12, 9),
                        Policies.defaults(before).with("hourCorrelation", DEFAULTS.get("hourCorrelation")),
                        7)
                .outcome();
        for (int i = 0; i < items.size(); i++) {
            assertThat(stock(now, i).targetUnits()).isEqualTo(was.items().get(i).targetUnits());
            assertThat(stock(now, i).allocatedUnits())
                    .isEqualTo(was.items().get(i).allocatedUnits());
        }
        assertThat(now.explanation().message()).isEqualTo("inventory.allocated");
    }

    @Test
    void what_the_shop_would_sell_at_its_full_price_is_not_taken_from_it() {
        Item plenty = item("A", 900, 400, 1_000, 0);
        Item scarce = new Item(
                plenty.sku(), 900, 400, plenty.free(), Optional.of(new InventoryInputs.AroundSale(5_000, 600)));
        Item enough =
                new Item(plenty.sku(), 900, 400, plenty.free(), Optional.of(new InventoryInputs.AroundSale(100, 600)));
        Optional<Long> budget = Optional.of(20_000L);
        int asEver = allocated(plenty, budget);
        assertThat(allocated(enough, budget)).isEqualTo(asEver).isPositive();
        // Beside an item the shop can spare, it goes without.
        Policy.Verdict<?> both =
                decide(List.of(scarce, item("B", 600, 400, 1_000, 0)), budget, Optional.empty(), demand(10, 10));
        assertThat(stock(both, 0).allocatedUnits()).isZero();
        assertThat(stock(both, 1).allocatedUnits()).isPositive();
    }

    private static int allocated(Item item, Optional<Long> budget) {
        return stock(decide(List.of(item), budget, Optional.empty(), demand(10)), 0)
                .allocatedUnits();
    }

    @Test
    void a_budget_binds_with_the_price_it_would_pay_to_lift_it() {
        List<Item> items = List.of(item("A", 300, 100, 200, 0), item("B", 1_200, 1_000, 200, 0));
        Policy.Verdict<?> short10 = decide(items, Optional.of(8_000L), Optional.empty(), demand(10, 10));
        assertThat(stock(short10, 0).allocatedUnits()).isEqualTo(80);
        assertThat(stock(short10, 1).allocatedUnits()).isZero();
        assertThat(short10.explanation().message()).isEqualTo("inventory.allocated-stock-budget");
        Policy.Verdict<?> more = decide(items, Optional.of(8_100L), Optional.empty(), demand(10, 10));
        double gained = (worth(more) - worth(short10)) / 100;
        assertThat(factor(short10, "shadow-price-of-stock-budget")).isCloseTo(gained, offset(0.05));
        assertThat(gained).isGreaterThan(1);
        // By a hundred cents the next unit of A would come in.
        Explanation.Factor price = short10.explanation().factors().getFirst();
        assertThat(price.contribution()).isCloseTo(-100 * price.value(), offset(1e-6));
    }

    private static double worth(Policy.Verdict<?> verdict) {
        return verdict.alternatives().stream()
                .filter(Alternative::chosen)
                .findFirst()
                .orElseThrow()
                .score();
    }

    @Test
    void units_come_from_where_transport_is_cheap_and_within_what_the_warehouse_can_make_ready() {
        Supply supply = new Supply(
                logistics(
                        Map.of(
                                NORTH, new Warehouse(50, Optional.empty()),
                                SOUTH, new Warehouse(10, Optional.of(30))),
                        Optional.empty()),
                1_000,
                List.of(),
                List.of());
        Policy.Verdict<?> verdict =
                decide(List.of(item("A", 900, 400, 25, 500)), Optional.empty(), Optional.of(supply), demand(10));
        assertThat(stock(verdict, 0).allocated()).containsEntry(SOUTH, 30).containsEntry(NORTH, 25);
        assertThat(verdict.explanation().message()).isEqualTo("inventory.allocated-warehouse-capacity");
        assertThat(verdict.explanation().arguments()).contains("south");
        assertThat(factor(verdict, "transport-cost")).isEqualTo(30 * 10 + 25 * 50);
    }

    @Test
    void a_unit_that_costs_more_to_bring_than_it_earns_stays_where_it_is() {
        Supply supply = new Supply(
                logistics(Map.of(NORTH, new Warehouse(5_000, Optional.empty())), Optional.empty()),
                1_000,
                List.of(),
                List.of());
        Policy.Verdict<?> verdict =
                decide(List.of(item("A", 900, 400, 500, 0)), Optional.empty(), Optional.of(supply), demand(10));
        assertThat(stock(verdict, 0).allocatedUnits()).isZero();
    }

    @Test
    void what_was_decided_for_another_campaign_is_not_decided_again_and_what_it_may_want_counts() {
        Supply promised = new Supply(
                Logistics.NONE,
                1_000,
                List.of(new Promised(new Sku("A"), new TreeMap<>(Map.of(NORTH, 60)))),
                List.of());
        Policy.Verdict<?> rest =
                decide(List.of(item("A", 900, 400, 100, 0)), Optional.empty(), Optional.of(promised), demand(10));
        assertThat(stock(rest, 0).allocatedUnits()).isEqualTo(40);
        assertThat(rest.explanation().message()).isEqualTo("inventory.allocated-free-stock");
        Supply rival = new Supply(
                Logistics.NONE,
                1_000,
                List.of(),
                List.of(new Rival(OTHER, new Sku("A"), 2_000, 400, new ItemDemand(50, 0))));
        Policy.Verdict<?> shared =
                decide(List.of(item("A", 900, 400, 100, 0)), Optional.empty(), Optional.of(rival), demand(10));
        assertThat(stock(shared, 0).allocatedUnits()).isBetween(47, 51);
    }

    @Test
    void what_cannot_arrive_before_the_sale_ends_is_not_proposed_and_that_is_said() {
        List<Item> items = List.of(item("A", 900, 400, 20, 0));
        Policy.Verdict<?> early = decide(items, Optional.empty(), Optional.of(leadHours(72, 100)), demand(10));
        int missing = stock(early, 0).targetUnits() - 20;
        assertThat(stock(early, 0).reorderUnits()).isEqualTo(missing);
        assertThat(early.explanation().factors()).contains(new Explanation.Factor("missing-units", missing, -missing));
        Policy.Verdict<?> halfway = decide(items, Optional.empty(), Optional.of(leadHours(72, 67)), demand(10));
        assertThat(stock(halfway, 0).reorderUnits()).isBetween(50, 70).isLessThan(missing);
        Policy.Verdict<?> late = decide(items, Optional.empty(), Optional.of(leadHours(72, 10)), demand(10));
        assertThat(stock(late, 0).reorderUnits()).isZero();
        assertThat(factor(late, "units-too-late")).isEqualTo(missing);
        assertThat(late.alternatives()).anyMatch(a -> a.remark().contains("arrive"));
    }

    private static Supply leadHours(int lead, int untilStart) {
        return new Supply(logistics(Map.of(), Optional.of(lead)), untilStart, List.of(), List.of());
    }

    @Test
    void a_reorder_is_paid_from_what_the_budget_has_left() {
        Policy.Verdict<?> verdict = decide(
                List.of(item("A", 900, 400, 20, 0)), Optional.of(20_000L), Optional.of(leadHours(1, 100)), demand(10));
        assertThat(stock(verdict, 0).allocatedUnits()).isEqualTo(20);
        assertThat(stock(verdict, 0).reorderUnits()).isEqualTo(30);
    }

    @Test
    void an_answer_that_no_solver_gave_changes_nothing() {
        List<Item> items = List.of(item("A", 300, 100, 200, 0), item("B", 1_200, 1_000, 200, 0));
        Evidence without = demand(10, 10);
        Evidence with = new Evidence(List.of(
                without.exhibits().getFirst(),
                SampleModels.exhibit(AllocationProblem.ROLE, new Tensor(0, 0, new float[0]))));
        assertThat(decide(items, Optional.of(8_000L), Optional.empty(), with))
                .isEqualTo(decide(items, Optional.of(8_000L), Optional.empty(), without));
    }
}
