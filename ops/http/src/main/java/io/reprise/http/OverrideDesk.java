package io.reprise.http;

import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a whole outcome of what a person says in short: when it starts, or how many units an item gets. */
public final class OverrideDesk {

    private final StockItems stock;

    public OverrideDesk(StockItems stock) {
        this.stock = stock;
    }

    /** The same sale from another hour on; its push waves keep their distance to it. */
    public ScheduleOutcome starting(ScheduleOutcome decided, Instant from) {
        Duration by = Duration.between(decided.window().from(), from);
        return new ScheduleOutcome(
                new TimeWindow(from, decided.window().to().plus(by)),
                decided.pushWaves().stream().map(wave -> wave.plus(by)).toList());
    }

    /**
     * The same stock but for some items, taken first from where it was to come from, then from where most is free.
     *
     * @throws InvalidValue naming an item of which not so many are free
     */
    public InventoryOutcome getting(InventoryOutcome decided, Map<Sku, Integer> units) {
        List<ItemStock> items = new ArrayList<>();
        for (ItemStock item : decided.items()) {
            Integer wanted = units.get(item.sku());
            items.add(
                    wanted == null || wanted == item.allocatedUnits()
                            ? item
                            : new ItemStock(item.sku(), item.targetUnits(), places(item, wanted), item.reorderUnits()));
        }
        return new InventoryOutcome(items);
    }

    private SortedMap<WarehouseId, Integer> places(ItemStock item, int wanted) {
        InvalidValue.unless(wanted >= 0, "units", () -> "of '" + item.sku() + "' must not be negative");
        Map<WarehouseId, Integer> free = stock.load(item.sku()).free();
        List<WarehouseId> order = free.keySet().stream()
                .sorted(Comparator.comparing((WarehouseId w) -> item.allocated().getOrDefault(w, 0))
                        .thenComparing(free::get)
                        .reversed())
                .toList();
        SortedMap<WarehouseId, Integer> places = new TreeMap<>();
        int left = wanted;
        for (WarehouseId warehouse : order) {
            int here = Math.min(left, free.get(warehouse));
            if (here > 0) {
                places.put(warehouse, here);
                left -= here;
            }
        }
        int missing = left;
        InvalidValue.unless(
                missing == 0,
                "units",
                () -> "of '" + item.sku() + "' may be at most " + (wanted - missing) + ", which are free");
        return places;
    }
}
