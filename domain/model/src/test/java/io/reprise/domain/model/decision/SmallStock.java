package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryInputs.Promised;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A few items in two warehouses put together by chance, and what any way to set them aside is worth, item by item. */
final class SmallStock {

    static final int HOURS = 4;
    static final WarehouseId NORTH = new WarehouseId("north");
    static final WarehouseId SOUTH = new WarehouseId("south");
    static final Parameters PARAMETERS =
            Policies.defaults(Policies.INVENTORY).with("reserveUnits", 0).with("serviceLevel", 0.6);

    final InventoryInputs in;
    private final float[] demand;
    private final List<List<Integer>> free = new ArrayList<>();
    private final List<StockValue> values = new ArrayList<>();

    SmallStock(Random random) {
        int count = random.nextInt(1, 4);
        demand = new float[count * HOURS * 3];
        List<Item> items = new ArrayList<>();
        List<Rival> rivals = new ArrayList<>();
        List<Promised> promised = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sku sku = new Sku("item-" + i);
            for (int row = i * HOURS; row < (i + 1) * HOURS; row++) {
                float units = random.nextInt(1, 5) / 4f;
                demand[row * 3] = units / 2;
                demand[row * 3 + 1] = units;
                demand[row * 3 + 2] = units * 1.5f;
            }
            int cost = random.nextInt(4) == 0 ? 0 : random.nextInt(100, 900);
            int north = random.nextInt(4);
            int south = random.nextInt(4);
            int taken = north > 0 && random.nextInt(3) == 0 ? 1 : 0;
            items.add(new Item(
                    sku, cost + random.nextInt(50, 900), cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south))));
            free.add(List.of(north - taken, south));
            if (taken > 0) {
                promised.add(new Promised(sku, new TreeMap<>(Map.of(NORTH, taken))));
            }
            for (int n = random.nextInt(3); n > 0; n--) {
                rivals.add(new Rival(
                        new CampaignId("rival-" + n),
                        sku,
                        cost + random.nextInt(50, 900),
                        cost,
                        new ItemDemand(random.nextInt(1, 4), random.nextInt(2))));
            }
        }
        SortedMap<WarehouseId, Warehouse> terms = new TreeMap<>();
        terms.put(NORTH, new Warehouse(random.nextInt(3) * 50, limit(random, 6)));
        if (random.nextBoolean()) {
            terms.put(SOUTH, new Warehouse(random.nextInt(3) * 50, limit(random, 6)));
        }
        in = new InventoryInputs(
                HOURS,
                0,
                HOURS,
                10_000,
                items,
                limit(random, 3_000).map(Integer::longValue),
                Optional.of(new Supply(new Logistics(terms, Optional.empty(), Optional.empty()), 0, promised, rivals)));
        for (int i = 0; i < count; i++) {
            ItemDemand wanted = ItemDemand.of(demand(), i, HOURS, 0, HOURS, 10_000, 0.1);
            Item item = items.get(i);
            values.add(new StockValue(wanted, item.priceCents(), item.unitCostCents(), 0.1, 0.6, 0));
        }
    }

    private static Optional<Integer> limit(Random random, int below) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(below));
    }

    Tensor demand() {
        return new Tensor(demand.length / 3, 3, demand);
    }

    int free(int item, int warehouse) {
        return free.get(item).get(warehouse);
    }

    StockValue value(int item) {
        return values.get(item);
    }

    /** What others want of an item in steps of the same worth, the best first. */
    List<double[]> othersWant(int item) {
        List<double[]> steps = new ArrayList<>();
        for (Rival rival : in.supply().orElseThrow().rivals()) {
            if (rival.sku().equals(in.items().get(item).sku())) {
                steps.addAll(
                        List.of(new StockValue(rival.demand(), rival.priceCents(), rival.unitCostCents(), 0.1, 0.6, 0)
                                .steps()));
            }
        }
        steps.sort((one, other) -> Double.compare(other[1], one[1]));
        return steps;
    }

    Warehouse terms(int warehouse) {
        return in.supply().orElseThrow().logistics().warehouse(warehouse == 0 ? NORTH : SOUTH);
    }

    /** Cents: what the units earn and others make of the rest, less transport. @param units by item and warehouse */
    double worth(int[][] units) {
        double cents = 0;
        for (int i = 0; i < units.length; i++) {
            int set = units[i][0] + units[i][1];
            cents += values.get(i).worthCents(set);
            cents -= units[i][0] * terms(0).transportCents() + units[i][1] * terms(1).transportCents();
            double rest = free(i, 0) + free(i, 1) - set;
            for (double[] step : othersWant(i)) {
                cents += Math.clamp(rest, 0, step[0]) * step[1];
                rest -= step[0];
            }
        }
        return cents;
    }

    boolean isAllowed(int[][] units) {
        long cost = 0;
        int[] made = new int[2];
        for (int i = 0; i < units.length; i++) {
            cost += (units[i][0] + units[i][1]) * in.items().get(i).unitCostCents();
            if (units[i][0] + units[i][1] > values.get(i).targetUnits()) {
                return false;
            }
            for (int w = 0; w < 2; w++) {
                made[w] += units[i][w];
                if (units[i][w] < 0 || units[i][w] > free(i, w)) {
                    return false;
                }
            }
        }
        return cost <= in.stockBudgetCents().orElse(Long.MAX_VALUE)
                && made[0] <= terms(0).unitsMax().orElse(Integer.MAX_VALUE)
                && made[1] <= terms(1).unitsMax().orElse(Integer.MAX_VALUE);
    }

    /** Of all that is allowed what is worth most. */
    int[][] best() {
        return best(new int[values.size()][2], 0, null);
    }

    private int[][] best(int[][] units, int cell, int[][] best) {
        if (cell == 2 * units.length) {
            boolean isBetter = isAllowed(units) && (best == null || worth(units) > worth(best));
            return isBetter ? copy(units) : best;
        }
        int[][] most = best;
        for (int n = 0; n <= free(cell / 2, cell % 2); n++) {
            units[cell / 2][cell % 2] = n;
            most = best(units, cell + 1, most);
        }
        units[cell / 2][cell % 2] = 0;
        return most;
    }

    private static int[][] copy(int[][] units) {
        int[][] copy = new int[units.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = units[i].clone();
        }
        return copy;
    }
}
