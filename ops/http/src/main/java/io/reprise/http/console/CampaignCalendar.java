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

    /** On one day; more take a browser seconds, and nobody tells them apart. */
    static final int STAYS_MAX_BY_MONTH = 12;

    static final int STAYS_MAX_BY_WEEK = 50;

    /** Of one campaign; two thousand sales in one week are four million otherwise. */
    static final int CONFLICTS_MAX = 3;

    /** What must not be together comes first, then what rules hours out, then what only may meet. */
    private static final List<String> KINDS = List.of("items", "blackout", "hours");

    /** @param isOutside whether it belongs to the month before or after, @param more campaigns of the day that are left out */
    record Day(LocalDate date, boolean isOutside, List<Stay> stays, int more) {}

    /**
     * A campaign on one of its days.
     *
     * @param isFirst whether it is the first of its days that is shown: only there its details are
     * @param starts the day its hours begin
     * @param isDecided whether {@code hours} are those it runs, not those it may lie within
     * @param moreConflicts how many are left out
     */
    record Stay(
            CampaignPage page,
            boolean isFirst,
            LocalDate starts,
            TimeWindow hours,
            boolean isDecided,
            boolean isDraft,
            List<Conflict> conflicts,
            int moreConflicts) {}

    /**
     * @param kind {@code items} where another campaign has some of the same items in the same hours, {@code hours} where it
     *     only may run in the same hours, {@code blackout} where the plan itself rules hours out
     * @param other the other campaign's name; empty for a blackout
     * @param items how many they have in common
     */
    record Conflict(String kind, String other, int items, TimeWindow hours) {}

    /** What is compared of a campaign, made once. */
    private record Held(CampaignPage page, TimeWindow hours, Set<Sku> skus) {

        private static Held of(CampaignPage page) {
            return new Held(page, CampaignCalendar.hours(page), CampaignCalendar.skus(page.plan()));
        }

        private boolean isOver() {
            return OVER.contains(page.phase);
        }

        private boolean isOn(LocalDate date) {
            // The end does not belong to it: a sale that ends at midnight is not on the next day.
            LocalDate ends =
                    hours.to().minusMillis(1).atZone(page.plan().zone()).toLocalDate();
            return !date.isBefore(starts(page)) && !date.isAfter(ends);
        }
    }

    /**
     * @param first first day shown, a Monday
     * @param last last day shown, a Sunday
     * @param month the month that is meant, or 0 where it is a week
     */
    static CampaignCalendar of(List<CampaignPage> pages, LocalDate first, LocalDate last, int month) {
        List<Held> inOrder = pages.stream()
                .map(Held::of)
                .sorted(Comparator.comparing((Held held) -> held.hours().from())
                        .thenComparing(held -> held.page().campaignId))
                .toList();
        int staysMax = month > 0 ? STAYS_MAX_BY_MONTH : STAYS_MAX_BY_WEEK;
        Set<String> begun = new HashSet<>();
        List<Day> days = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            LocalDate day = date;
            List<Held> on = inOrder.stream().filter(held -> held.isOn(day)).toList();
            List<Stay> stays = on.stream()
                    .limit(staysMax)
                    .map(held -> stay(held, begun.add(held.page().campaignId), inOrder))
                    .toList();
            boolean isOutside = month > 0 && date.getMonthValue() != month;
            days.add(new Day(date, isOutside, stays, on.size() - stays.size()));
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

    private static Stay stay(Held held, boolean isFirst, List<Held> all) {
        CampaignPage page = held.page();
        List<Conflict> conflicts = isFirst ? conflicts(held, all) : List.of();
        List<Conflict> shown = conflicts.stream().limit(CONFLICTS_MAX).toList();
        return new Stay(
                page,
                isFirst,
                starts(page),
                held.hours(),
                page.schedule.isPresent(),
                page.phase.equals("drafting"),
                shown,
                conflicts.size() - shown.size());
    }

    static LocalDate starts(CampaignPage page) {
        return hours(page).from().atZone(page.plan().zone()).toLocalDate();
    }

    /** When it runs, or where that is not decided, when it may. */
    static TimeWindow hours(CampaignPage page) {
        return page.schedule.map(s -> s.window()).orElse(page.plan().within());
    }

    private static List<Conflict> conflicts(Held held, List<Held> all) {
        if (held.isOver()) {
            return List.of();
        }
        List<Conflict> found = new ArrayList<>();
        for (Held other : all) {
            if (other != held && !other.isOver() && held.hours().overlaps(other.hours())) {
                int both = (int)
                        other.skus().stream().filter(held.skus()::contains).count();
                String kind = both == 0 ? "hours" : "items";
                found.add(new Conflict(kind, other.page().plan().name(), both, common(held.hours(), other.hours())));
            }
        }
        held.page().plan().steered().blackouts().stream()
                .filter(held.hours()::overlaps)
                .forEach(blackout -> found.add(new Conflict("blackout", "", 0, blackout)));
        found.sort(Comparator.comparing(conflict -> KINDS.indexOf(conflict.kind())));
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
