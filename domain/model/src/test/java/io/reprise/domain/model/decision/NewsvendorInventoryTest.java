package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code INVENTORY}, version 1, by numbers that can be reckoned by hand. */
class NewsvendorInventoryTest {

    private static final PolicyRef POLICY = new PolicyRef("newsvendor-inventory", 1);
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");

    /** Of three hours the last two: 20 units in each, with a deviation of 5; every second shopper sees the sale. */
    private static Policy.Verdict<?> decide(Item... items) {
        float far = (float) (5 * 1.2815515655446004);
        float[] demand = new float[items.length * 3 * 3];
        for (int row = 0; row < items.length * 3; row++) {
            float units = row % 3 == 0 ? 999 : 20;
            demand[3 * row] = units - far;
            demand[3 * row + 1] = units;
            demand[3 * row + 2] = units + far;
        }
        return Policies.decide(
                POLICY,
                new InventoryInputs(3, 1, 2, 5_000, List.of(items), Optional.empty()),
                new Evidence(List.of(SampleModels.exhibit("demand", new Tensor(items.length * 3, 3, demand)))),
                Policies.defaults(POLICY),
                7);
    }

    private static Item item(String sku, long price, long cost, int north, int south) {
        return new Item(new Sku(sku), price, cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south)));
    }

    @Test
    void each_item_gets_the_demand_at_which_margin_and_holding_balance_or_the_service_level_and_one_in_reserve() {
        // Half of two hours that are half correlated: 20 units, and a deviation of half the root of 75, which is 4.33.
        // A: 500 of 540, 1.45 deviations: 20 + 6.26 + 1. B earns a fifth of what it costs to keep: nine of ten, 1.28 of
        // them.
        Policy.Verdict<?> verdict = decide(item("A", 900, 400, 10, 4), item("B", 410, 400, 100, 0));
        List<ItemStock> stock = ((InventoryOutcome) verdict.outcome()).items();
        assertThat(stock.get(0).targetUnits()).isEqualTo(28);
        assertThat(stock.get(0).allocated()).isEqualTo(Map.of(NORTH, 10, SOUTH, 4));
        assertThat(stock.get(0).reorderUnits()).isEqualTo(14);
        assertThat(stock.get(1).targetUnits()).isEqualTo(27);
        assertThat(stock.get(1).allocated()).isEqualTo(Map.of(NORTH, 27, SOUTH, 0));
        assertThat(stock.get(1).reorderUnits()).isZero();
    }

    @Test
    void what_was_weighed_and_what_is_missing_is_said_of_all_items_together() {
        Policy.Verdict<?> verdict = decide(item("A", 900, 400, 10, 4), item("B", 410, 400, 100, 0));
        assertThat(verdict.explanation().message()).isEqualTo("inventory.newsvendor");
        assertThat(verdict.explanation().arguments()).containsExactly("41", "55", "14");
        List<Factor> factors = verdict.explanation().factors();
        assertThat(factors.get(0).name()).isEqualTo("expected-units");
        assertThat(factors.get(0).value()).isCloseTo(40, offset(1e-4));
        assertThat(factors.get(1).value()).isCloseTo(15, offset(1e-4));
        assertThat(factors.get(1).contribution()).isCloseTo(15, offset(1e-4));
        assertThat(factors.get(2)).isEqualTo(new Factor("missing-units", 14, -14));
        List<Alternative> weighed = verdict.alternatives();
        assertThat(weighed.get(0).score()).isCloseTo(40, offset(1e-4));
        assertThat(weighed.get(1)).isEqualTo(Alternative.weighed("newsvendor quantity", 55, "units", true));
        // 99 of 100 are 2.33 deviations above the middle.
        assertThat(weighed.get(2).score()).isCloseTo(2 * (20 + 2.3263 * 4.3301), offset(0.01));
        assertThat(weighed).filteredOn(Alternative::chosen).hasSize(1);
    }

    @Test
    void an_item_that_earns_nothing_is_served_by_the_service_level_alone() {
        assertThat(((InventoryOutcome) decide(item("loss", 300, 400, 100, 0)).outcome())
                        .items()
                        .getFirst()
                        .targetUnits())
                .isEqualTo(27);
    }
}
