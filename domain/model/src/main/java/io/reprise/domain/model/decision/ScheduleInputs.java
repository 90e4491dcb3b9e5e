package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code SCHEDULE} starts from. Evidence {@code demand}: [items × hours, 3] over the hours of {@code within};
 * evidence {@code purchase}: [hours, 1] over the same hours.
 *
 * @param within the sale may start at its beginning at the earliest and must be over at its end; whole hours
 * @param lengthHours how long the sale runs
 * @param pushWaves how many times shoppers may be notified
 * @param unitMarginCents price less cost for each item, in the order of the demand evidence
 * @param calendar what the hours are to people, or empty in decisions that did not ask
 * @param portfolio the campaigns beside this one, or empty in decisions that did not ask
 */
public record ScheduleInputs(
        TimeWindow within,
        int lengthHours,
        int pushWaves,
        List<Long> unitMarginCents,
        Optional<Calendar> calendar,
        Optional<Portfolio> portfolio)
        implements DecisionInputs {

    public ScheduleInputs {
        unitMarginCents = List.copyOf(unitMarginCents);
        InvalidValue.unless(
                lengthHours >= 1 && lengthHours <= within.hours(),
                "lengthHours",
                () -> "must be 1 to " + within.hours() + ", but was " + lengthHours);
        // Decisions recorded before there was a calendar do not have it.
        calendar = calendar == null ? Optional.empty() : calendar;
        portfolio = portfolio == null ? Optional.empty() : portfolio;
        int hours = within.hours();
        portfolio.ifPresent(p -> InvalidValue.unless(
                p.running().size() == hours,
                "portfolio.running",
                () -> "must have one number for each of the " + hours + " hours, but had "
                        + p.running().size()));
    }

    /** Of a campaign that looks at nothing beside it. */
    public ScheduleInputs(
            TimeWindow within,
            int lengthHours,
            int pushWaves,
            List<Long> unitMarginCents,
            Optional<Calendar> calendar) {
        this(within, lengthHours, pushWaves, unitMarginCents, calendar, Optional.empty());
    }

    /**
     * The campaigns beside this one.
     *
     * @param campaign this one
     * @param atOnceMax campaigns that may run in the same hour, 0 for any number
     * @param sharedShoppersBps share of the shoppers that any two campaigns have in common, in basis points
     * @param pushesPerDayMax notifications a shopper gets on one day, where the plan says so
     * @param sharedBps share of this campaign's margin that comes of items another sells too, in basis points
     * @param running how many other campaigns are certain to run, in each hour of {@code within}
     * @param pushes when other campaigns notify the same shoppers
     * @param neighbours campaigns that could run in the same hours
     */
    public record Portfolio(
            CampaignId campaign,
            int atOnceMax,
            int sharedShoppersBps,
            Optional<Integer> pushesPerDayMax,
            SortedMap<CampaignId, Integer> sharedBps,
            List<Integer> running,
            List<Instant> pushes,
            List<Neighbour> neighbours) {
        public Portfolio {
            InvalidValue.unless(
                    atOnceMax >= 0, "portfolio.atOnceMax", () -> "must not be negative, but was " + atOnceMax);
            InvalidValue.unless(
                    sharedShoppersBps >= 0 && sharedShoppersBps <= Price.WHOLE_BPS,
                    "portfolio.sharedShoppersBps",
                    () -> "must be 0 to 10000, but was " + sharedShoppersBps);
            sharedBps = Collections.unmodifiableSortedMap(new TreeMap<>(sharedBps));
            running = List.copyOf(running);
            pushes = List.copyOf(pushes);
            neighbours = List.copyOf(neighbours);
        }
    }

    /**
     * Another campaign.
     *
     * @param within when it may run; when it does, where that is fixed
     * @param isFixed whether its schedule has been decided
     * @param blackouts hours in which it may not run
     * @param sharedBps share of its margin that comes of items another campaign sells too, in basis points
     * @param worthCents expected margin of each hour of {@code within}
     */
    public record Neighbour(
            CampaignId campaign,
            TimeWindow within,
            int lengthHours,
            boolean isFixed,
            List<TimeWindow> blackouts,
            SortedMap<CampaignId, Integer> sharedBps,
            List<Long> worthCents) {
        public Neighbour {
            blackouts = List.copyOf(blackouts);
            sharedBps = Collections.unmodifiableSortedMap(new TreeMap<>(sharedBps));
            worthCents = List.copyOf(worthCents);
            int hours = within.hours();
            int worths = worthCents.size();
            InvalidValue.unless(
                    worths == hours,
                    "portfolio.neighbours.worthCents",
                    () -> "must have one value for each of the " + hours + " hours, but had " + worths);
            InvalidValue.unless(
                    lengthHours >= 1 && lengthHours <= hours,
                    "portfolio.neighbours.lengthHours",
                    () -> "must be 1 to " + hours + ", but was " + lengthHours);
        }
    }

    /**
     * What the hours are to people.
     *
     * @param zone time zone of the campaign
     * @param blackouts no hour of the sale may lie in these
     */
    public record Calendar(ZoneId zone, List<TimeWindow> blackouts) {
        public Calendar {
            blackouts = List.copyOf(blackouts);
        }

        boolean isFree(TimeWindow window) {
            return blackouts.stream().noneMatch(window::overlaps);
        }
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.SCHEDULE;
    }
}
