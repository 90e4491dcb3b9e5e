package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds when no order came although shoppers went on to fill carts: then it is the shop that fails, not demand. A mutable
 * accumulator, by the minute; not thread-safe.
 *
 * <p>Some share of carts ends in an order. A span between two orders in which so many shoppers filled carts that at this
 * share none would order less than once in a million times is a silence. Shoppers count there, not carts: a few bots that
 * fill carts all the time are a few shoppers. What the share is the sale itself tells, by the carts and orders outside the
 * span; of a sale that has told little yet, a low one is believed.
 */
final class OrderSilences {

    /** −ln of how rarely chance alone may look like a silence. */
    private static final double SURE = 13.8;

    /** One order and nine carts without one are believed beforehand. */
    private static final double ORDERS_BELIEVED = 1;

    private static final double CARTS_BELIEVED = 10;

    /** Carts of one minute that are looked at: enough to be sure in it, if one in two hundred ends in an order. */
    static final int KEPT_MAX = 3_000;

    private final NavigableMap<Instant, Minute> minutes = new TreeMap<>();

    private static final class Minute {
        private int carts;
        private int orders;
        /** Who filled a cart with what; not kept where somebody ordered. */
        private Set<Cart> filled = new HashSet<>(2);
    }

    private record Cart(Pseudonym shopper, Sku sku) {}

    void on(Signal signal) {
        if (signal.action() == Signal.Action.VIEW) {
            return;
        }
        Minute minute = minutes.computeIfAbsent(signal.at().truncatedTo(ChronoUnit.MINUTES), at -> new Minute());
        if (signal.action() == Signal.Action.ORDER) {
            minute.orders++;
            minute.filled = Set.of();
        } else if (signal.action() == Signal.Action.CART) {
            minute.carts++;
            if (minute.orders == 0 && minute.filled.size() < KEPT_MAX) {
                minute.filled.add(new Cart(signal.shopper(), signal.sku()));
            }
        }
    }

    /** Carts that are kept, of all minutes. */
    int kept() {
        return minutes.values().stream()
                .mapToInt(minute -> minute.filled.size())
                .sum();
    }

    private record Gap(Instant from, Instant to, int carts, int shoppers) {}

    /**
     * Silences up to a time, in order; one that goes on ends at that time.
     *
     * @param soldOut since when an item cannot be bought: carts of it end in no order for another reason
     */
    List<TimeWindow> until(Instant now, Map<Sku, Instant> soldOut) {
        double orders = 0;
        double carts = 0;
        List<Gap> gaps = new ArrayList<>();
        Instant quietSince = null;
        int quietCarts = 0;
        Set<Pseudonym> shoppers = new HashSet<>();
        for (var entry : minutes.headMap(now, false).entrySet()) {
            Minute minute = entry.getValue();
            orders += minute.orders;
            carts += minute.carts;
            if (minute.orders > 0) {
                gaps.add(new Gap(quietSince, entry.getKey(), quietCarts, shoppers.size()));
                quietSince = entry.getKey().plus(1, ChronoUnit.MINUTES);
                quietCarts = 0;
                shoppers.clear();
            } else {
                quietSince = quietSince == null ? entry.getKey() : quietSince;
                quietCarts += minute.carts;
                for (Cart cart : minute.filled) {
                    Instant ranOut = soldOut.get(cart.sku());
                    if (ranOut == null || entry.getKey().isBefore(ranOut)) {
                        shoppers.add(cart.shopper());
                    }
                }
            }
        }
        gaps.add(new Gap(quietSince, now, quietCarts, shoppers.size()));
        List<TimeWindow> silences = new ArrayList<>();
        for (Gap gap : gaps) {
            double share = Math.min(0.95, (orders + ORDERS_BELIEVED) / (carts - gap.carts() + CARTS_BELIEVED));
            if (-gap.shoppers() * StrictMath.log1p(-share) > SURE) {
                silences.add(new TimeWindow(gap.from(), gap.to()));
            }
        }
        return silences;
    }
}
