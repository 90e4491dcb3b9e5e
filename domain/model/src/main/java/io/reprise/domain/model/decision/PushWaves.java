package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Notifications ahead of the hours in which shoppers are likeliest to buy, some hours apart, and never more on one day than
 * a shopper should get of all campaigns together.
 *
 * @param at when, in order
 * @param capped how many were left out because the day was full
 */
record PushWaves(List<Instant> at, int capped) {

    private record Limits(int perDayMax, double apartHours, double apartFromOthersHours, Duration lead) {}

    /** @param purchase [hours, 1] over {@code within} */
    static PushWaves of(ScheduleInputs in, Tensor purchase, TimeWindow sale, Parameters p) {
        Limits limits = new Limits(
                in.portfolio()
                        .flatMap(ScheduleInputs.Portfolio::pushesPerDayMax)
                        .orElse((int) p.within("pushesPerDayMax", 0, 24)),
                p.get("pushApartHours"),
                p.get("pushApartFromOthersHours"),
                Duration.ofMinutes((long) p.within("pushLeadMinutes", 0, 1_440)));
        ZoneId zone = in.calendar().map(ScheduleInputs.Calendar::zone).orElse(ZoneOffset.UTC);
        List<Instant> others =
                in.portfolio().map(ScheduleInputs.Portfolio::pushes).orElse(List.of());
        Map<LocalDate, Integer> onDay = new HashMap<>();
        others.forEach(push -> onDay.merge(day(push, zone), 1, Integer::sum));
        int first = (int) Duration.between(in.within().from(), sale.from()).toHours();
        List<Integer> likeliest = IntStream.range(first, first + in.lengthHours())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) -> -purchase.at(h, 0))
                        .thenComparingInt(h -> h))
                .toList();
        List<Instant> chosen = new ArrayList<>();
        int capped = 0;
        for (int hour : likeliest) {
            Instant ahead = in.within().from().plus(Duration.ofHours(hour)).minus(limits.lead());
            Instant push = ahead.isBefore(sale.from()) ? sale.from() : ahead;
            if (chosen.size() + capped < in.pushWaves()
                    && isApart(push, chosen, limits.apartHours())
                    && isApart(push, others, limits.apartFromOthersHours())) {
                if (onDay.merge(day(push, zone), 1, Integer::sum) <= limits.perDayMax()) {
                    chosen.add(push);
                } else {
                    capped++;
                }
            }
        }
        return new PushWaves(chosen.stream().sorted().toList(), capped);
    }

    private static LocalDate day(Instant push, ZoneId zone) {
        return push.atZone(zone).toLocalDate();
    }

    private static boolean isApart(Instant push, List<Instant> others, double hours) {
        return others.stream()
                .allMatch(other -> Math.abs(Duration.between(other, push).toMinutes()) >= 60 * hours);
    }
}
