package io.reprise.ml.response;

import io.reprise.ml.behaviour.PriceSensitivity;
import io.reprise.ml.behaviour.PriceSensitivity.Day;
import io.reprise.ml.dataset.Catalogue;
import io.reprise.ml.dataset.SaleLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Price elasticities of a shop's items from its invoice lines, partially pooled: see {@link PriceSensitivity}. */
public final class Elasticities {

    private Elasticities() {}

    /** @param items how many, the best-selling by lines */
    public static PriceSensitivity.Result of(List<SaleLine> sales, int items) {
        List<String> chosen = Catalogue.of(sales).items().stream()
                .limit(items)
                .map(Catalogue.Item::sku)
                .toList();
        Map<LocalDate, Double> shop = new TreeMap<>();
        Map<String, SortedMap<LocalDate, Double>> units = new HashMap<>();
        Map<String, SortedMap<LocalDate, List<Long>>> prices = new HashMap<>();
        for (SaleLine sale : sales) {
            LocalDate day = sale.at().toLocalDate();
            double sold = Catalogue.units(sale);
            shop.merge(day, sold, Double::sum);
            if (chosen.contains(sale.sku())) {
                units.computeIfAbsent(sale.sku(), k -> new TreeMap<>()).merge(day, sold, Double::sum);
                prices.computeIfAbsent(sale.sku(), k -> new TreeMap<>())
                        .computeIfAbsent(day, d -> new ArrayList<>())
                        .add(sale.priceCents());
            }
        }
        Map<String, SortedMap<LocalDate, Day>> days = new TreeMap<>();
        units.forEach((item, of) -> {
            SortedMap<LocalDate, Day> all = new TreeMap<>();
            of.forEach((day, sold) -> {
                List<Long> seen = prices.get(item).get(day);
                Collections.sort(seen);
                all.put(day, new Day(sold, seen.get(seen.size() / 2)));
            });
            days.put(item, all);
        });
        return PriceSensitivity.of(days, shop);
    }

    /** By which factor sales change when the price is multiplied by another. */
    public static double factor(double elasticity, double priceRatio) {
        return Math.pow(priceRatio, elasticity);
    }
}
