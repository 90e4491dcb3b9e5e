package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;

/**
 * Something one shopper did.
 *
 * @param id unique; a signal that comes twice counts once
 * @param units units bought; 0 unless the action is {@link Action#ORDER}
 * @param priceCents price of one unit as the shopper saw it
 */
public record Signal(String id, Instant at, Pseudonym shopper, Action action, Sku sku, int units, long priceCents) {

    /** What a shopper can do. */
    public enum Action {
        VIEW,
        CART,
        ORDER,
        PUSH_OPEN
    }

    /** One order line may not hold more. */
    public static final int UNITS_MAX = 10_000;

    public Signal {
        InvalidValue.unless(id != null && !id.isBlank() && id.length() <= 64, "id", "must be 1 to 64 characters");
        InvalidValue.unless(at != null, "at", "must be a time such as 2026-11-11T20:00:00Z");
        InvalidValue.unless(shopper != null, "shopper", "must not be empty");
        InvalidValue.unless(sku != null, "sku", "must name an item of the sale");
        InvalidValue.unless(action != null, "action", "must be VIEW, CART, ORDER or PUSH_OPEN");
        InvalidValue.unless(
                units >= 0 && units <= UNITS_MAX, "units", () -> "must be 0 to " + UNITS_MAX + ", but was " + units);
        InvalidValue.unless(
                action != Action.ORDER || units > 0,
                "units",
                () -> "must be at least 1 for an ORDER, but was " + units);
        InvalidValue.unless(
                priceCents >= 0 && priceCents <= Price.CENTS_MAX,
                "priceCents",
                () -> "must be 0 to " + Price.CENTS_MAX + ", but was " + priceCents);
    }

    /** The same, done by this shopper. */
    public Signal of(Pseudonym who) {
        return new Signal(id, at, who, action, sku, units, priceCents);
    }
}
