package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code INVENTORY} by rule of thumb, version 1: the stock budget is spread over the items in proportion to the units
 * each is expected to sell, whatever they earn; without a budget all that is free is set aside.
 */
final class ProportionalInventory implements Policy<InventoryInputs, InventoryOutcome> {

    static final PolicyRef REF = new PolicyRef("proportional-inventory", 1);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<InventoryInputs> inputs() {
        return InventoryInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of());
    }

    @Override
    public Verdict<InventoryOutcome> decide(InventoryInputs in, Evidence evidence, Parameters p, long seed) {
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.items().size(), in.horizonHours());
        double cost = 0;
        for (int i = 0; i < in.items().size(); i++) {
            cost += units(in, demand, i) * in.items().get(i).unitCostCents();
        }
        List<ItemStock> items = new ArrayList<>();
        long given = 0;
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            int target = in.stockBudgetCents().isEmpty() || cost <= 0
                    ? item.freeUnits()
                    : (int) Math.min(Integer.MAX_VALUE, in.stockBudgetCents().get() / cost * units(in, demand, i));
            int taken = Math.min(target, item.freeUnits());
            given += taken;
            items.add(new ItemStock(
                    item.sku(), target, NewsvendorInventory.split(item.free(), taken), Math.max(0, target - taken)));
        }
        return new Verdict<>(
                new InventoryOutcome(items),
                List.of(Alternative.weighed("in proportion to expected units", given, "units", true)),
                new Explanation("inventory.proportional", List.of(Long.toString(given)), List.of()));
    }

    private static double units(InventoryInputs in, DemandTable demand, int item) {
        return demand.sum(item, in.firstHour(), in.firstHour() + in.saleHours(), DemandTable.MID);
    }
}
