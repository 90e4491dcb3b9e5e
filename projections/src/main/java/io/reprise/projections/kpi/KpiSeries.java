package io.reprise.projections.kpi;

import io.reprise.domain.model.decision.SaleStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a sale went: a point for each evaluated window, cumulative, and what every ten minutes brought. */
public final class KpiSeries {

    public List<Point> points = new ArrayList<>();
    public List<Slot> slots = new ArrayList<>();
    /** How the sale stood at the end of the last window that was evaluated, where that says so. */
    public Optional<SaleStanding> standing = Optional.empty();

    /**
     * At the end of a window: units of the treated arm against the forecast's band, all since the sale began.
     *
     * @param position place in the log of the decision it is from
     * @param views items looked at, as far as known when the window was evaluated
     * @param course what the evaluation said, or empty for the closing one
     * @param holdOutUnits what those bought who do not see the sale; likewise the other two
     */
    public record Point(
            long position,
            Instant at,
            int window,
            long units,
            long revenueCents,
            long views,
            long orders,
            long participants,
            long buyers,
            double expectedLow,
            double expectedMid,
            double expectedHigh,
            double pace,
            String course,
            long holdOutUnits,
            long holdOutRevenueCents,
            long holdOutBuyers) {}

    /** Ten minutes: what the treated arm did, and the hold-out's units beside it. */
    public static final class Slot {
        public Instant from;
        /** Place in the log of the last signals that fell into it. */
        public long position;

        public long views;
        public long carts;
        public long orders;
        public long units;
        public long revenueCents;
        public long holdOutUnits;
    }

    public long views() {
        return slots.stream().mapToLong(s -> s.views).sum();
    }

    public long carts() {
        return slots.stream().mapToLong(s -> s.carts).sum();
    }

    public long orders() {
        return slots.stream().mapToLong(s -> s.orders).sum();
    }
}
