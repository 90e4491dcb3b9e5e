package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * When shoppers are active, and how many of those who come buy. A visit is one shopper in one clock hour (for hours), or on
 * one day (for weekdays); it converts if it holds a purchase. Takes actions sorted by shopper and time.
 */
public final class ActiveHours {

    private static final double CONFIDENCE = 0.95;

    /**
     * @param index hour of the day from 0, or weekday from 1, Monday
     * @param conversion share of visits with a purchase, with its Wilson interval (Wilson 1927); empty where the source
     *     records purchases alone, so that every visit has one
     */
    public record Slot(int index, long actions, long purchases, long visits, Optional<Share> conversion) {}

    /** A share, and between what it lies with 95 % confidence. */
    public record Share(double value, double low, double high) {}

    /** @param peakHour hour with most actions, likewise {@code peakWeekday} */
    public record Result(String zone, List<Slot> hours, List<Slot> weekdays, int peakHour, int peakWeekday) {}

    private final ZoneId zone;
    private final Counts hours = new Counts(24);
    private final Counts weekdays = new Counts(7);
    private boolean onlyPurchases = true;

    /** @param zone in which hours and weekdays are told */
    public ActiveHours(ZoneId zone) {
        this.zone = zone;
    }

    public void add(ShopperAction action) {
        if (action.action() == Action.RETURN) {
            return;
        }
        onlyPurchases &= action.action() == Action.BUY;
        ZonedDateTime at = action.at().atZone(zone);
        hours.add(action, at.getHour(), at.truncatedTo(ChronoUnit.HOURS).toInstant());
        weekdays.add(
                action,
                at.getDayOfWeek().getValue() - 1,
                at.truncatedTo(ChronoUnit.DAYS).toInstant());
    }

    public Result result() {
        return new Result(
                zone.getId(),
                hours.slots(0, onlyPurchases),
                weekdays.slots(1, onlyPurchases),
                hours.peak(),
                weekdays.peak() + 1);
    }

    private static final class Counts {
        private final long[] actions;
        private final long[] purchases;
        private final long[] visits;
        private final long[] buying;
        private String shopper = "";
        private Instant visit = Instant.MIN;
        private boolean bought;

        Counts(int slots) {
            actions = new long[slots];
            purchases = new long[slots];
            visits = new long[slots];
            buying = new long[slots];
        }

        void add(ShopperAction action, int slot, Instant began) {
            boolean buys = action.action() == Action.BUY;
            actions[slot]++;
            purchases[slot] += buys ? 1 : 0;
            if (action.shopper().isEmpty()) {
                return;
            }
            if (!began.equals(visit) || !action.shopperKey().equals(shopper)) {
                visit = began;
                shopper = action.shopperKey();
                bought = false;
                visits[slot]++;
            }
            if (buys && !bought) {
                bought = true;
                buying[slot]++;
            }
        }

        int peak() {
            int peak = 0;
            for (int i = 1; i < actions.length; i++) {
                peak = actions[i] > actions[peak] ? i : peak;
            }
            return peak;
        }

        List<Slot> slots(int first, boolean onlyPurchases) {
            List<Slot> slots = new ArrayList<>();
            for (int i = 0; i < actions.length; i++) {
                Optional<Share> share =
                        onlyPurchases || visits[i] == 0 ? Optional.empty() : Optional.of(share(buying[i], visits[i]));
                slots.add(new Slot(i + first, actions[i], purchases[i], visits[i], share));
            }
            return List.copyOf(slots);
        }

        private static Share share(long hits, long trials) {
            ConfidenceInterval interval = BinomialProportion.getWilsonScoreInterval(
                    Math.toIntExact(trials), hits / (double) trials, CONFIDENCE);
            return new Share(hits / (double) trials, interval.getLowerBound(), interval.getUpperBound());
        }
    }
}
