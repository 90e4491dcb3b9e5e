package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code INVENTORY} starts from. Evidence {@code demand}: [items × hours, 3] over the whole forecast horizon.
 *
 * @param horizonHours hours the evidence covers, the same for every item
 * @param firstHour index of the sale's first hour in the horizon
 * @param saleHours how many hours the sale runs
 * @param treatedBps share of the audience that sees the sale, in basis points
 * @param stockBudgetCents what the stock set aside may have cost at most, or empty
 */
public record InventoryInputs(
        int horizonHours,
        int firstHour,
        int saleHours,
        int treatedBps,
        List<Item> items,
        Optional<Long> stockBudgetCents)
        implements DecisionInputs {

    public InventoryInputs {
        items = List.copyOf(items);
        InvalidValue.unless(
                firstHour >= 0 && saleHours >= 0 && (long) firstHour + saleHours <= horizonHours,
                "firstHour",
                () -> "hours " + firstHour + " and the " + saleHours + " from there must lie within the forecast's "
                        + horizonHours);
        // Decisions recorded before there was a budget do not have it.
        stockBudgetCents = stockBudgetCents == null ? Optional.empty() : stockBudgetCents;
    }

    /**
     * @param priceCents the sale's price for one unit
     * @param unitCostCents what one unit costs
     * @param free units on hand and not promised to any campaign, by warehouse
     */
    public record Item(Sku sku, long priceCents, long unitCostCents, SortedMap<WarehouseId, Integer> free) {
        public Item {
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
        }

        public int freeUnits() {
            return free.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.INVENTORY;
    }
}
