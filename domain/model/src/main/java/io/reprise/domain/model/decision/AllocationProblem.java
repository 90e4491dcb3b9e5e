package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Promised;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * How a sale's stock is to be allocated, in numbers: for each item the worth of its units, what each warehouse has of it,
 * and what other campaigns would make of the rest.
 *
 * <p>The question to a solver ({@link #question}, schema {@code allocation-problem/1}): row 0 holds the number of items,
 * of warehouses and of steps, and the budget in cents (−1 for none); then one row for each warehouse (transport in cents a
 * unit, units at most or −1), one for each item (cost in cents, free units by warehouse), one for each step of worth (item,
 * 1 for this campaign or 0 for another, units, cents a unit). Its answer ({@code allocation/1}): [items, warehouses], units,
 * which need not be whole; no rows if there is none.
 */
public final class AllocationProblem {

    /** Role that a solver's answer plays as evidence. */
    public static final String ROLE = "allocation";

    private static final int HEADER = 4;

    private final InventoryInputs in;
    private final Supply supply;
    private final List<WarehouseId> warehouses;
    private final List<StockValue> values = new ArrayList<>();
    private final List<ItemDemand> demands = new ArrayList<>();
    private final List<List<StockValue>> rivals = new ArrayList<>();
    private final List<List<double[]>> rivalSteps = new ArrayList<>();
    private final int[][] free;

    private AllocationProblem(InventoryInputs in, Tensor demand, Parameters p) {
        this.in = in;
        this.supply = in.supply().orElse(Supply.UNKNOWN);
        new DemandTable(demand, in.items().size(), in.horizonHours());
        TreeSet<WarehouseId> named = new TreeSet<>();
        in.items().forEach(item -> named.addAll(item.free().keySet()));
        warehouses = List.copyOf(named);
        free = new int[in.items().size()][warehouses.size()];
        double correlation = p.within("hourCorrelation", 0, 1);
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            ItemDemand wanted = ItemDemand.of(
                    demand,
                    i,
                    in.horizonHours(),
                    in.firstHour(),
                    in.firstHour() + in.saleHours(),
                    in.treatedBps(),
                    correlation);
            demands.add(wanted);
            values.add(value(wanted, item.priceCents() - forgoneCents(item, wanted), item.unitCostCents(), p));
            List<StockValue> others = new ArrayList<>();
            List<double[]> steps = new ArrayList<>();
            for (Rival rival : supply.rivals()) {
                if (rival.sku().equals(item.sku())) {
                    StockValue other = value(rival.demand(), rival.priceCents(), rival.unitCostCents(), p);
                    others.add(other);
                    steps.addAll(List.of(other.steps()));
                }
            }
            steps.sort(Comparator.comparingDouble((double[] step) -> -step[1]));
            rivals.add(others);
            rivalSteps.add(steps);
            for (int w = 0; w < warehouses.size(); w++) {
                free[i][w] = available(item, warehouses.get(w));
            }
        }
    }

    /** @param demand [items × horizonHours, 3] */
    public static AllocationProblem of(InventoryInputs in, Tensor demand, Parameters p) {
        return new AllocationProblem(in, demand, p);
    }

    static StockValue value(ItemDemand demand, long priceCents, long unitCostCents, Parameters p) {
        return new StockValue(
                demand,
                priceCents,
                unitCostCents,
                p.within("holdingShareOfCost", 0, 10),
                p.within("serviceLevel", 0, 0.99),
                p.within("reserveUnits", 0, 1_000));
    }

    /**
     * What a unit that the sale takes would have earned in the shop: its margin at the regular price, as likely as the shop
     * would miss it.
     */
    private long forgoneCents(Item item, ItemDemand wanted) {
        long available = 0;
        for (WarehouseId warehouse : warehouses) {
            available += available(item, warehouse);
        }
        double there = available;
        return item.around()
                .filter(around -> around.units() > 0)
                .map(around -> Math.round(around.marginCents()
                        * Math.clamp((wanted.mean() + around.units() - there) / around.units(), 0.0, 1.0)))
                .orElse(0L);
    }

    /** What is free and not promised to another campaign. */
    private int available(Item item, WarehouseId warehouse) {
        long units = item.free().getOrDefault(warehouse, 0);
        for (Promised promise : supply.promised()) {
            if (promise.sku().equals(item.sku())) {
                units -= promise.units().getOrDefault(warehouse, 0);
            }
        }
        return (int) Math.max(0, units);
    }

    InventoryInputs inputs() {
        return in;
    }

    Supply supply() {
        return supply;
    }

    int items() {
        return values.size();
    }

    List<WarehouseId> warehouses() {
        return warehouses;
    }

    Logistics.Warehouse terms(int warehouse) {
        return supply.logistics().warehouse(warehouses.get(warehouse));
    }

    StockValue value(int item) {
        return values.get(item);
    }

    ItemDemand demand(int item) {
        return demands.get(item);
    }

    int free(int item, int warehouse) {
        return free[item][warehouse];
    }

    int free(int item) {
        int sum = 0;
        for (int units : free[item]) {
            sum += units;
        }
        return sum;
    }

    /** Worth to other campaigns of so many units of an item, given to whoever makes most of each. */
    double worthToOthersCents(int item, double units) {
        double worth = 0;
        double left = units;
        for (double[] step : rivalSteps.get(item)) {
            double taken = Math.min(left, step[0]);
            worth += taken * step[1];
            left -= taken;
        }
        return worth;
    }

    /** Whether there is more to decide than each item alone: something that items or campaigns have to share. */
    public boolean isShared() {
        boolean capacity = false;
        for (int w = 0; w < warehouses.size(); w++) {
            capacity |= terms(w).unitsMax().isPresent();
        }
        return in.stockBudgetCents().isPresent() || capacity || rivals.stream().anyMatch(others -> !others.isEmpty());
    }

    public Tensor question() {
        List<float[]> rows = new ArrayList<>();
        for (int w = 0; w < warehouses.size(); w++) {
            rows.add(new float[] {terms(w).transportCents(), terms(w).unitsMax().orElse(-1)});
        }
        for (int i = 0; i < items(); i++) {
            float[] row = new float[1 + warehouses.size()];
            row[0] = in.items().get(i).unitCostCents();
            for (int w = 0; w < warehouses.size(); w++) {
                row[1 + w] = free[i][w];
            }
            rows.add(row);
        }
        int steps = 0;
        for (int i = 0; i < items(); i++) {
            for (double[] step : values.get(i).steps()) {
                rows.add(new float[] {i, 1, (float) step[0], (float) step[1]});
                steps++;
            }
            for (double[] step : rivalSteps.get(i)) {
                rows.add(new float[] {i, 0, (float) step[0], (float) step[1]});
                steps++;
            }
        }
        rows.add(0, new float[] {
            items(),
            warehouses.size(),
            steps,
            in.stockBudgetCents().map(Long::floatValue).orElse(-1f)
        });
        int columns = Math.max(HEADER, 1 + warehouses.size());
        float[] values = new float[rows.size() * columns];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * columns, rows.get(row).length);
        }
        return new Tensor(rows.size(), columns, values);
    }
}
