package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.CampaignId;
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
 * @param supply warehouses, lead time and the campaigns that want the same items, or empty in decisions that did not ask
 */
public record InventoryInputs(
        int horizonHours,
        int firstHour,
        int saleHours,
        int treatedBps,
        List<Item> items,
        Optional<Long> stockBudgetCents,
        Optional<Supply> supply)
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
        supply = supply == null ? Optional.empty() : supply;
    }

    /** Of a campaign that looks at nothing but its items. */
    public InventoryInputs(
            int horizonHours,
            int firstHour,
            int saleHours,
            int treatedBps,
            List<Item> items,
            Optional<Long> stockBudgetCents) {
        this(horizonHours, firstHour, saleHours, treatedBps, items, stockBudgetCents, Optional.empty());
    }

    /**
     * What bears on the stock besides the items.
     *
     * @param hoursUntilStart hours from now to the start of the sale, 0 if it has begun
     * @param promised units decided for other campaigns that have not taken them yet, by item
     * @param rivals other campaigns whose stock is still to be decided, for each item they share with this one
     */
    public record Supply(Logistics logistics, int hoursUntilStart, List<Promised> promised, List<Rival> rivals) {
        public Supply {
            promised = List.copyOf(promised);
            rivals = List.copyOf(rivals);
            InvalidValue.unless(
                    hoursUntilStart >= 0,
                    "supply.hoursUntilStart",
                    () -> "must not be negative, but was " + hoursUntilStart);
        }

        static final Supply UNKNOWN = new Supply(Logistics.NONE, 0, List.of(), List.of());
    }

    /** Units of one item that are free, but decided for other campaigns. */
    public record Promised(Sku sku, SortedMap<WarehouseId, Integer> units) {
        public Promised {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }
    }

    /** What another campaign is expected to want of one item. */
    public record Rival(CampaignId campaign, Sku sku, long priceCents, long unitCostCents, ItemDemand demand) {}

    /**
     * @param priceCents the sale's price for one unit
     * @param unitCostCents what one unit costs
     * @param free units on hand and not promised to any campaign, by warehouse
     * @param around what the shop sells of it beside the sale, or empty in decisions that did not ask
     */
    public record Item(
            Sku sku,
            long priceCents,
            long unitCostCents,
            SortedMap<WarehouseId, Integer> free,
            Optional<AroundSale> around) {
        public Item {
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
            around = around == null ? Optional.empty() : around;
        }

        /** Of which nobody asked what the shop sells beside the sale. */
        public Item(Sku sku, long priceCents, long unitCostCents, SortedMap<WarehouseId, Integer> free) {
            this(sku, priceCents, unitCostCents, free, Optional.empty());
        }

        public int freeUnits() {
            return free.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * What is wanted at the regular price in the time that was forecast, by those who do not see the sale and outside its
     * hours.
     *
     * @param units expected
     * @param marginCents what one of them earns
     */
    public record AroundSale(double units, long marginCents) {}

    @Override
    public DecisionKind kind() {
        return DecisionKind.INVENTORY;
    }
}
