package io.reprise.ml.behaviour;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How long stock lasts at the rate of the last four weeks. The rate's interval is that of a count with as much scatter as
 * the item's days had; a day counts by its weekday where the shop's weekly rhythm is known.
 *
 * @param unitsPerDay mean of the last 28 days, with its 95 % interval
 * @param days until the stock is gone; empty where nothing was sold, or it lasts longer than ten years
 * @param daysLow at the highest rate that is plausible
 * @param daysHigh at the lowest; empty where even none is plausible
 * @param runsOut the day after which nothing is left
 */
public record StockCover(
        String item,
        long onHand,
        PriceSensitivity.Interval unitsPerDay,
        Optional<Integer> days,
        Optional<Integer> daysLow,
        Optional<Integer> daysHigh,
        Optional<LocalDate> runsOut) {

    private static final int WINDOW_DAYS = 28;
    private static final int DAYS_MAX = 3_650;
    private static final double Z = 1.96;

    /** Of nothing seen in n days, a rate of 3/n would still leave 5 % (the "rule of three", Jovanovic and Levy 1997). */
    private static final double NOTHING_SEEN = 3;

    /**
     * @param onHand units by item
     * @param sold units by item and day
     * @param asOf last day of the data
     */
    public static List<StockCover> of(
            Map<String, Long> onHand,
            Map<String, ? extends SortedMap<LocalDate, Double>> sold,
            LocalDate asOf,
            Optional<SalesTrend> shop) {
        List<StockCover> covers = new ArrayList<>();
        onHand.forEach((item, units) -> {
            SortedMap<LocalDate, Double> days = sold.get(item);
            covers.add(of(item, units, rate(days, asOf), asOf, shop));
        });
        covers.sort(Comparator.comparingInt((StockCover c) -> c.days().orElse(Integer.MAX_VALUE))
                .thenComparing(StockCover::item));
        return List.copyOf(covers);
    }

    private static PriceSensitivity.Interval rate(SortedMap<LocalDate, Double> days, LocalDate asOf) {
        double sum = 0;
        double squares = 0;
        for (int back = 0; back < WINDOW_DAYS; back++) {
            double units = days == null ? 0 : days.getOrDefault(asOf.minusDays(back), 0.0);
            sum += units;
            squares += units * units;
        }
        double mean = sum / WINDOW_DAYS;
        if (sum == 0) {
            return new PriceSensitivity.Interval(0, 0, NOTHING_SEEN / WINDOW_DAYS);
        }
        double variance = (squares - WINDOW_DAYS * mean * mean) / (WINDOW_DAYS - 1);
        double margin = Z * Math.sqrt(Math.max(mean, variance) / WINDOW_DAYS);
        return new PriceSensitivity.Interval(mean, Math.max(0, mean - margin), mean + margin);
    }

    private static StockCover of(
            String item, long onHand, PriceSensitivity.Interval rate, LocalDate asOf, Optional<SalesTrend> shop) {
        Optional<Integer> days = days(onHand, rate.value(), asOf, shop);
        return new StockCover(
                item,
                onHand,
                rate,
                days,
                days(onHand, rate.high(), asOf, shop),
                days(onHand, rate.low(), asOf, shop),
                days.map(asOf::plusDays));
    }

    private static Optional<Integer> days(long onHand, double rate, LocalDate asOf, Optional<SalesTrend> shop) {
        double left = onHand;
        for (int day = 1; day <= DAYS_MAX && rate > 0; day++) {
            LocalDate date = asOf.plusDays(day);
            left -= rate * shop.map(s -> s.factor(date)).orElse(1.0);
            if (left <= 0) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }
}
