package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the plan says of warehouses, supply and notifications. What it does not say is as the policies assume.
 *
 * @param warehouses terms of the warehouses that have any; another costs nothing and takes any number of units
 * @param reorderLeadHours hours from an order to its arrival
 * @param pushesPerDayMax notifications a shopper gets on one day, of all campaigns together
 */
public record Logistics(
        SortedMap<WarehouseId, Warehouse> warehouses,
        Optional<Integer> reorderLeadHours,
        Optional<Integer> pushesPerDayMax) {

    public static final Logistics NONE = new Logistics(new TreeMap<>(), Optional.empty(), Optional.empty());

    /** Warehouses a plan may name. */
    public static final int WAREHOUSES_MAX = 50;

    private static final int LEAD_HOURS_MAX = 8_760;

    public Logistics {
        InvalidValue.unless(
                warehouses != null && warehouses.size() <= WAREHOUSES_MAX,
                "steering.logistics.warehouses",
                "must be 0 to " + WAREHOUSES_MAX);
        warehouses = Collections.unmodifiableSortedMap(new TreeMap<>(warehouses));
        reorderLeadHours = reorderLeadHours == null ? Optional.empty() : reorderLeadHours;
        pushesPerDayMax = pushesPerDayMax == null ? Optional.empty() : pushesPerDayMax;
        requireWithin("reorderLeadHours", reorderLeadHours, LEAD_HOURS_MAX);
        requireWithin("pushesPerDayMax", pushesPerDayMax, 24);
    }

    private static void requireWithin(String field, Optional<Integer> value, int max) {
        value.ifPresent(v -> InvalidValue.unless(
                v >= 0 && v <= max, "steering.logistics." + field, () -> "must be 0 to " + max + ", but was " + v));
    }

    /**
     * Terms of one warehouse.
     *
     * @param transportCents cost of bringing one unit from there to where the sale is packed
     * @param unitsMax units it can make ready for this sale, or empty for any number
     */
    public record Warehouse(long transportCents, Optional<Integer> unitsMax) {

        static final Warehouse USUAL = new Warehouse(0, Optional.empty());

        public Warehouse {
            InvalidValue.unless(
                    transportCents >= 0 && transportCents <= Price.CENTS_MAX,
                    "steering.logistics.transportCents",
                    () -> "must be 0 to " + Price.CENTS_MAX + ", but was " + transportCents);
            unitsMax = unitsMax == null ? Optional.empty() : unitsMax;
            unitsMax.ifPresent(units -> InvalidValue.unless(
                    units >= 0, "steering.logistics.unitsMax", () -> "must not be negative, but was " + units));
        }
    }

    Warehouse warehouse(WarehouseId id) {
        return warehouses.getOrDefault(id, Warehouse.USUAL);
    }

    /** Everything in it, for the hash of the plan. */
    public List<Object> parts() {
        List<Object> parts = new ArrayList<>(List.of("logistics/1", warehouses.size()));
        warehouses.forEach((id, terms) -> parts.addAll(
                List.of(id, terms.transportCents(), terms.unitsMax().orElse(-1))));
        parts.addAll(List.of(reorderLeadHours.orElse(-1), pushesPerDayMax.orElse(-1)));
        return parts;
    }
}
