package io.reprise.ml.dataset;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the shop sells and when, as of the last sale: regular prices, levels of demand, the shape of a week.
 *
 * @param asOf time of the last sale
 * @param items best-selling first
 * @param hourOfWeek share of a week's units in each hour, Monday 0:00 first, 168 values that add up to 1
 */
public record Catalogue(LocalDateTime asOf, List<Item> items, List<Double> hourOfWeek) {

    /** Units of one line beyond this are a wholesaler's, not a shopper's, and are counted as this many. */
    public static final int UNITS_OF_LINE_MAX = 24;

    /** Share of demand spread evenly over the week: a sale at night finds some shoppers though this shop was closed. */
    private static final double EVEN_SHARE = 0.15;

    private static final int HOURS_OF_WEEK = 168;

    /**
     * @param regularPriceCents the price most lines were sold at
     * @param unitsPerDay mean over all days, likewise {@code recentUnitsPerDay} over the last 28
     * @param lines how many lines were sold
     */
    public record Item(
            String sku, String name, long regularPriceCents, double unitsPerDay, double recentUnitsPerDay, int lines) {}

    public static int units(SaleLine line) {
        return Math.min(UNITS_OF_LINE_MAX, line.units());
    }

    public static int hourOfWeek(LocalDateTime time) {
        return (time.getDayOfWeek().getValue() - 1) * 24 + time.getHour();
    }

    public static Catalogue of(List<SaleLine> sales) {
        LocalDateTime first =
                sales.stream().map(SaleLine::at).min(LocalDateTime::compareTo).orElseThrow();
        LocalDateTime last =
                sales.stream().map(SaleLine::at).max(LocalDateTime::compareTo).orElseThrow();
        double days = Math.max(1, Duration.between(first, last).toHours() / 24.0);
        Map<String, List<SaleLine>> bySku = new TreeMap<>();
        sales.forEach(
                s -> bySku.computeIfAbsent(s.sku(), k -> new ArrayList<>()).add(s));
        List<Item> items = new ArrayList<>();
        bySku.forEach((sku, lines) -> items.add(item(sku, lines, days, last)));
        items.sort(Comparator.comparingInt((Item i) -> -i.lines()).thenComparing(Item::sku));
        return new Catalogue(last, List.copyOf(items), hourOfWeekShares(sales));
    }

    private static Item item(String sku, List<SaleLine> lines, double days, LocalDateTime last) {
        double units = lines.stream().mapToInt(Catalogue::units).sum();
        double recent = lines.stream()
                .filter(l -> l.at().isAfter(last.minusDays(28)))
                .mapToInt(Catalogue::units)
                .sum();
        return new Item(
                sku,
                mostFrequent(
                        lines.stream()
                                .map(SaleLine::description)
                                .filter(d -> !d.isEmpty())
                                .toList(),
                        sku),
                mostFrequent(lines.stream().map(SaleLine::priceCents).toList(), 1L),
                units / days,
                recent / Math.min(28, days),
                lines.size());
    }

    private static <T extends Comparable<T>> T mostFrequent(List<T> values, T none) {
        Map<T, Integer> counts = new HashMap<>();
        values.forEach(v -> counts.merge(v, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<T, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(none);
    }

    static List<Double> hourOfWeekShares(List<SaleLine> sales) {
        double[] units = new double[HOURS_OF_WEEK];
        double all = 0;
        for (SaleLine sale : sales) {
            units[hourOfWeek(sale.at())] += units(sale);
            all += units(sale);
        }
        List<Double> shares = new ArrayList<>();
        for (double u : units) {
            shares.add(EVEN_SHARE / HOURS_OF_WEEK + (1 - EVEN_SHARE) * u / all);
        }
        return List.copyOf(shares);
    }
}
