package io.reprise.http.console;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.projections.campaignpage.CampaignPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Campaigns on the days they lie on, each in its own time zone, with what stands in their way.
 *
 * @param weeks rows of seven days
 */
record CampaignCalendar(List<List<Day>> weeks) {

    private static final Set<String> OVER = Set.of("closed", "stopped", "launch-failed");

    private static final int DAYS_A_WEEK = 7;

    /** @param isOutside whether it belongs to the month before or after */
    record Day(LocalDate date, boolean isOutside, List<Stay> stays) {}

    /**
     * A campaign on one of its days.
     *
     * @param isFirst whether it is the first of its days that is shown: only there its details are
     * @param starts the day its hours begin
     * @param isDecided whether {@code hours} are those it runs, not those it may lie within
     */
    record Stay(
            CampaignPage page,
            boolean isFirst,
            LocalDate starts,
            TimeWindow hours,
            boolean isDecided,
            boolean isDraft,
            List<Conflict> conflicts) {}

    /**
     * @param kind {@code items} where another campaign has some of the same items in the same hours, {@code hours} where it
     *     only may run in the same hours, {@code blackout} where the plan itself rules hours out
     * @param other the other campaign's name; empty for a blackout
     * @param items how many they have in common
     */
    record Conflict(String kind, String other, int items, TimeWindow hours) {}

    /**
     * @param first first day shown, a Monday
     * @param last last day shown, a Sunday
     * @param month the month that is meant, or 0 where it is a week
     */
    static CampaignCalendar of(List<CampaignPage> pages, LocalDate first, LocalDate last, int month) {
        List<Day> days = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            days.add(new Day(date, month > 0 && date.getMonthValue() != month, new ArrayList<>()));
        }
        List<CampaignPage> inOrder = pages.stream()
                .sorted(Comparator.comparing((CampaignPage page) -> hours(page).from())
                        .thenComparing(page -> page.campaignId))
                .toList();
        for (CampaignPage page : inOrder) {
            place(page, conflicts(page, inOrder), days);
        }
        List<List<Day>> weeks = new ArrayList<>();
        for (int i = 0; i < days.size(); i += DAYS_A_WEEK) {
            weeks.add(days.subList(i, i + DAYS_A_WEEK));
        }
        return new CampaignCalendar(weeks);
    }

    public boolean isEmpty() {
        return weeks.stream().flatMap(List::stream).allMatch(day -> day.stays().isEmpty());
    }

    private static void place(CampaignPage page, List<Conflict> conflicts, List<Day> days) {
        TimeWindow hours = hours(page);
        LocalDate starts = starts(page);
        // The end does not belong to it: a sale that ends at midnight is not on the next day.
        LocalDate ends = hours.to().minusMillis(1).atZone(page.plan().zone()).toLocalDate();
        boolean first = true;
        for (Day day : days) {
            if (!day.date().isBefore(starts) && !day.date().isAfter(ends)) {
                day.stays()
                        .add(new Stay(
                                page,
                                first,
                                starts,
                                hours,
                                page.schedule.isPresent(),
                                page.phase.equals("drafting"),
                                first ? conflicts : List.of()));
                first = false;
            }
        }
    }

    static LocalDate starts(CampaignPage page) {
        return hours(page).from().atZone(page.plan().zone()).toLocalDate();
    }

    /** When it runs, or where that is not decided, when it may. */
    static TimeWindow hours(CampaignPage page) {
        return page.schedule.map(s -> s.window()).orElse(page.plan().within());
    }

    private static List<Conflict> conflicts(CampaignPage page, List<CampaignPage> all) {
        List<Conflict> found = new ArrayList<>();
        if (OVER.contains(page.phase)) {
            return found;
        }
        TimeWindow hours = hours(page);
        Set<Sku> skus = skus(page.plan());
        for (CampaignPage other : all) {
            if (other != page && !OVER.contains(other.phase) && hours.overlaps(hours(other))) {
                Set<Sku> both = new HashSet<>(skus);
                both.retainAll(skus(other.plan()));
                String kind = both.isEmpty() ? "hours" : "items";
                found.add(new Conflict(kind, other.plan().name(), both.size(), common(hours, hours(other))));
            }
        }
        page.plan().steered().blackouts().stream()
                .filter(hours::overlaps)
                .forEach(blackout -> found.add(new Conflict("blackout", "", 0, blackout)));
        return found;
    }

    private static TimeWindow common(TimeWindow one, TimeWindow other) {
        Instant from = one.from().isAfter(other.from()) ? one.from() : other.from();
        Instant to = one.to().isBefore(other.to()) ? one.to() : other.to();
        return new TimeWindow(from, to);
    }

    private static Set<Sku> skus(Plan plan) {
        Set<Sku> skus = new HashSet<>();
        plan.items().stream().map(PlannedItem::sku).forEach(skus::add);
        return skus;
    }

    /** A plan that starts on another day, at the same hour of the clock, and is as long. */
    static Plan moved(Plan plan, LocalDate day) {
        ZoneId zone = plan.zone();
        Instant from = plan.within()
                .from()
                .atZone(zone)
                .toLocalTime()
                .atDate(day)
                .atZone(zone)
                .toInstant();
        Duration length = plan.within().length();
        return plan.movedTo(new TimeWindow(from, from.plus(length)));
    }
}
