package io.reprise.ml.behaviour;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that past behaviour says, as one value.
 *
 * @param interests empty where no shopper is known
 * @param trend empty for less than four weeks of sales, likewise {@code prices} where nothing has a price
 */
public record BehaviourReport(
        List<String> sources,
        LocalDate firstDay,
        LocalDate lastDay,
        long actions,
        ActiveHours.Result hours,
        Optional<Interests.Result> interests,
        Optional<PriceSensitivity.Result> prices,
        Optional<SalesTrend> trend,
        List<StockCover> stock) {

    private static final int SHOWN = 8;

    /** For people, fixed width. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                "Behaviour in %s: %,d actions, %s to %s (%s)%n",
                String.join(", ", sources), actions, firstDay, lastDay, hours.zone()));
        hoursText(text);
        interests.ifPresent(i -> interestsText(i, text));
        prices.ifPresentOrElse(
                p -> pricesText(p, text), () -> text.append("Price sensitivity: the data have no prices\n"));
        trend.ifPresentOrElse(
                t -> trendText(t, text), () -> text.append("Sales: less than four weeks, so no trend and no rhythm\n"));
        stockText(text);
        return text.toString();
    }

    private void hoursText(StringBuilder text) {
        text.append(String.format(
                "Active hours: most at %d:00 and on %s%n", hours.peakHour(), weekday(hours.peakWeekday())));
        long most = hours.hours().stream()
                .mapToLong(ActiveHours.Slot::actions)
                .max()
                .orElse(1);
        for (ActiveHours.Slot slot : hours.hours()) {
            text.append(String.format(
                    "  %2d:00 %,10d %-30s %s%n",
                    slot.index(),
                    slot.actions(),
                    "#".repeat((int) (30 * slot.actions() / Math.max(1, most))),
                    conversion(slot)));
        }
        hours.weekdays()
                .forEach(slot -> text.append(
                        String.format("  %s %,11d %s%n", weekday(slot.index()), slot.actions(), conversion(slot))));
    }

    private static String conversion(ActiveHours.Slot slot) {
        return slot.conversion()
                .map(s -> String.format(
                        "%.1f %% of visits buy (%.1f to %.1f)", 100 * s.value(), 100 * s.low(), 100 * s.high()))
                .orElse("");
    }

    private static String weekday(int index) {
        return DayOfWeek.of(index).getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
    }

    private static void interestsText(Interests.Result result, StringBuilder text) {
        text.append("Interests, by ").append(result.by()).append('\n');
        result.interests().forEach((group, interests) -> {
            text.append(String.format(
                    "  %s (%,d shoppers)%n",
                    group.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    result.shoppers().get(group)));
            interests.stream()
                    .limit(SHOWN)
                    .forEach(i -> text.append(String.format(
                            "    %-24s %5.1f %% ± %.1f, %.1f times the average shopper's%n",
                            i.category(), 100 * i.share(), 100 * i.margin(), i.lift())));
        });
    }

    private static void pricesText(PriceSensitivity.Result result, StringBuilder text) {
        text.append("Price sensitivity: change of sales in % for 1 % more\n");
        result.mean()
                .ifPresent(m -> text.append(String.format(
                        "  all items %+.2f (%+.2f to %+.2f), between items ± %.2f%n",
                        m.value(), m.low(), m.high(), result.spread())));
        result.items().stream()
                .limit(SHOWN)
                .forEach(e -> text.append(String.format(
                        "  %-24s %s  from %d days at %d prices%s%n",
                        e.item(),
                        e.elasticity()
                                .map(i -> String.format("%+.2f (%+.2f to %+.2f)", i.value(), i.low(), i.high()))
                                .orElse("unknown"),
                        e.days(),
                        e.prices(),
                        e.note().isEmpty() ? "" : "; " + e.note())));
    }

    private static void trendText(SalesTrend trend, StringBuilder text) {
        text.append(String.format(
                "Sales: %+.1f %% a week over the last eight weeks (%+.1f to %+.1f); strength of trend %.2f, of the week %.2f%n",
                100 * trend.growthPerWeek().value(),
                100 * trend.growthPerWeek().low(),
                100 * trend.growthPerWeek().high(),
                trend.trendStrength(),
                trend.seasonalStrength()));
        text.append(" ");
        for (int day = 1; day <= 7; day++) {
            text.append(String.format(" %s %.2f", weekday(day), trend.weekday().get(day - 1)));
        }
        text.append('\n');
        trend.unusual().entrySet().stream()
                .sorted((a, b) -> Double.compare(Math.abs(b.getValue()), Math.abs(a.getValue())))
                .limit(SHOWN)
                .forEach(u -> text.append(
                        String.format("  unusual: %s, %+.1f standard deviations%n", u.getKey(), u.getValue())));
    }

    private void stockText(StringBuilder text) {
        if (!stock.isEmpty()) {
            text.append("Stock cover\n");
        }
        stock.stream()
                .limit(3L * SHOWN)
                .forEach(s -> text.append(String.format(
                        "  %-24s %,8d on hand, %.1f a day: %s days (%s to %s)%n",
                        s.item(),
                        s.onHand(),
                        s.unitsPerDay().value(),
                        days(s.days()),
                        days(s.daysLow()),
                        days(s.daysHigh()))));
    }

    private static String days(Optional<Integer> days) {
        return days.map(String::valueOf).orElse("no end of");
    }
}
