package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.Catalogue;
import io.reprise.ml.dataset.ShopperAction;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sales by item and day, in two walks over the actions, so that memory holds the days of the items that are looked at and
 * not those of millions: the first counts purchases, the second collects days.
 */
final class ItemSales {

    private static final int ITEMS_COUNTED_MAX = 1_000_000;

    private final ZoneId zone;
    private final Map<String, Integer> purchases = new HashMap<>();
    private final SortedMap<LocalDate, Double> shopUnits = new TreeMap<>();
    private final Map<String, SortedMap<LocalDate, List<Long>>> prices = new HashMap<>();
    private final Map<String, SortedMap<LocalDate, Double>> units = new HashMap<>();

    ItemSales(ZoneId zone) {
        this.zone = zone;
    }

    /** First walk. Units beyond a shopper's measure count as {@link Catalogue#UNITS_OF_LINE_MAX}. */
    void count(ShopperAction action) {
        if (action.action() == Action.BUY) {
            if (purchases.size() < ITEMS_COUNTED_MAX || purchases.containsKey(action.item())) {
                purchases.merge(action.item(), 1, Integer::sum);
            }
            shopUnits.merge(day(action), (double) unitsOf(action), Double::sum);
        }
    }

    /** The items bought most often. */
    List<String> top(int items) {
        return purchases.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(items)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Second walk. */
    void collect(ShopperAction action, Set<String> items) {
        if (action.action() == Action.BUY && items.contains(action.item())) {
            LocalDate day = day(action);
            units.computeIfAbsent(action.item(), i -> new TreeMap<>())
                    .merge(day, (double) unitsOf(action), Double::sum);
            action.priceCents().ifPresent(price -> prices.computeIfAbsent(action.item(), i -> new TreeMap<>())
                    .computeIfAbsent(day, d -> new ArrayList<>())
                    .add(price));
        }
    }

    private LocalDate day(ShopperAction action) {
        return LocalDate.ofInstant(action.at(), zone);
    }

    private static int unitsOf(ShopperAction action) {
        return Math.min(Catalogue.UNITS_OF_LINE_MAX, action.units());
    }

    SortedMap<LocalDate, Double> shopUnits() {
        return shopUnits;
    }

    Map<String, SortedMap<LocalDate, Double>> units() {
        return units;
    }

    /** Days with a known price, by item. */
    Map<String, SortedMap<LocalDate, PriceSensitivity.Day>> priced() {
        Map<String, SortedMap<LocalDate, PriceSensitivity.Day>> all = new HashMap<>();
        prices.forEach((item, days) -> {
            SortedMap<LocalDate, PriceSensitivity.Day> priced = new TreeMap<>();
            days.forEach((day, seen) -> {
                Collections.sort(seen);
                priced.put(day, new PriceSensitivity.Day(units.get(item).get(day), seen.get(seen.size() / 2)));
            });
            all.put(item, priced);
        });
        return all;
    }
}
