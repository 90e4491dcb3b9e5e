package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many units each item gets. */
public record InventoryOutcome(List<ItemStock> items) implements DecisionOutcome {

    public InventoryOutcome {
        items = List.copyOf(items);
    }

    /**
     * @param targetUnits what the service level asks for
     * @param allocated what is set aside, by warehouse; never more than was free
     * @param reorderUnits what is missing to the target and should be bought
     */
    public record ItemStock(Sku sku, int targetUnits, SortedMap<WarehouseId, Integer> allocated, int reorderUnits) {
        public ItemStock {
            allocated = Collections.unmodifiableSortedMap(new TreeMap<>(allocated));
        }

        public int allocatedUnits() {
            return allocated.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public int allocatedUnits() {
        return items.stream().mapToInt(ItemStock::allocatedUnits).sum();
    }
}
