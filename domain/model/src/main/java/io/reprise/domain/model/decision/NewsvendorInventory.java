package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code INVENTORY}, version 1: the newsvendor's quantity for each item (Arrow, Harris and Marschak 1951): stock up to
 * the demand quantile at which a lost sale's margin balances an unsold unit's holding cost, but no lower than the service
 * level. What is not free is proposed for reorder.
 */
final class NewsvendorInventory implements Policy<InventoryInputs, InventoryOutcome> {

    static final PolicyRef REF = new PolicyRef("newsvendor-inventory", 1);

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
        return Parameters.of(
                Map.of("serviceLevel", 0.9, "holdingShareOfCost", 0.1, "hourCorrelation", 0.5, "reserveUnits", 1.0));
    }

    @Override
    public Verdict<InventoryOutcome> decide(InventoryInputs in, Evidence evidence, Parameters p, long seed) {
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.items().size(), in.horizonHours());
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        List<ItemStock> items = new ArrayList<>();
        double median = 0;
        double generous = 0;
        long wanted = 0;
        long given = 0;
        long reorder = 0;
        for (int i = 0; i < in.items().size(); i++) {
            InventoryInputs.Item item = in.items().get(i);
            double mean = treated * demand.sum(i, in.firstHour(), in.firstHour() + in.saleHours(), DemandTable.MID);
            double deviation = treated
                    * demand.deviation(
                            i, in.firstHour(), in.firstHour() + in.saleHours(), p.within("hourCorrelation", 0, 1));
            int target = units(mean + NormalQuantile.at(quantile(item, p)) * deviation + p.get("reserveUnits"));
            SortedMap<WarehouseId, Integer> split = split(item.free(), Math.min(target, item.freeUnits()));
            ItemStock stock = new ItemStock(item.sku(), target, split, Math.max(0, target - item.freeUnits()));
            items.add(stock);
            median += mean;
            generous += mean + NormalQuantile.at(0.99) * deviation;
            wanted += target;
            given += stock.allocatedUnits();
            reorder += stock.reorderUnits();
        }
        return new Verdict<>(
                new InventoryOutcome(items),
                List.of(
                        Alternative.weighed("median demand only", median, "units", false)
                                .because("half of the items would sell out"),
                        Alternative.weighed("newsvendor quantity", wanted, "units", true),
                        Alternative.weighed("99 % of demand", generous, "units", false)
                                .because("holding the surplus costs more than the sales it saves")),
                new Explanation(
                        "inventory.newsvendor",
                        List.of(Long.toString(given), Long.toString(wanted), Long.toString(reorder)),
                        List.of(
                                new Factor("expected-units", median, median),
                                new Factor("safety-units", wanted - median, wanted - median),
                                new Factor("missing-units", reorder, -reorder))));
    }

    /** Critical ratio: underage over underage plus overage. */
    private static double quantile(InventoryInputs.Item item, Parameters p) {
        double underage = Math.max(0, item.priceCents() - item.unitCostCents());
        double overage = Math.max(1, item.unitCostCents() * p.get("holdingShareOfCost"));
        return Math.clamp(Math.max(p.get("serviceLevel"), underage / (underage + overage)), 0.01, 0.99);
    }

    private static int units(double demand) {
        return (int) Math.max(0, Math.ceil(demand));
    }

    /** Takes from each warehouse in proportion to what is free there; the remainder from the first that have more. */
    static SortedMap<WarehouseId, Integer> split(SortedMap<WarehouseId, Integer> free, int units) {
        long all = free.values().stream().mapToLong(Integer::longValue).sum();
        SortedMap<WarehouseId, Integer> taken = new TreeMap<>();
        int rest = units;
        for (var entry : free.entrySet()) {
            int share = all == 0 ? 0 : (int) (units * (long) entry.getValue() / all);
            taken.put(entry.getKey(), share);
            rest -= share;
        }
        for (var entry : free.entrySet()) {
            int more = Math.min(rest, entry.getValue() - taken.get(entry.getKey()));
            taken.merge(entry.getKey(), more, Integer::sum);
            rest -= more;
        }
        return taken;
    }
}
