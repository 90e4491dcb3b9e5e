package io.reprise.projections.kpi;

import java.time.Instant;

/**
 * What happened in ten minutes, not cumulative.
 *
 * @param from start of the ten minutes
 * @param units units ordered by the treated arm
 * @param views items looked at by the treated arm
 */
public record ActivityPoint(
        Instant from, long units, long revenueCents, long views, long holdOutUnits, long holdOutViews) {

    ActivityPoint plus(ActivityPoint other) {
        return new ActivityPoint(
                from,
                units + other.units,
                revenueCents + other.revenueCents,
                views + other.views,
                holdOutUnits + other.holdOutUnits,
                holdOutViews + other.holdOutViews);
    }
}
