package io.reprise.domain.model.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * How a running sale stands at a window's end. Shares of 1; money in cents.
 *
 * @param participation treated shoppers who looked, of those enrolled
 * @param conversion buyers among those who looked
 * @param sellThrough units sold of units set aside
 * @param revenue what the sale caused so far; empty while too few have bought
 * @param margin likewise
 * @param noOrdersSince since when shoppers fill carts and no order comes; absent while orders come
 */
public record SaleStanding(
        double participation,
        double conversion,
        long revenueCents,
        long marginCents,
        double sellThrough,
        PaceNow pace,
        Optional<Effect> revenue,
        Optional<Effect> margin,
        Optional<Instant> noOrdersSince) {

    public SaleStanding {
        // Absent in what was recorded before it was watched.
        noOrdersSince = noOrdersSince == null ? Optional.empty() : noOrdersSince;
    }
}
