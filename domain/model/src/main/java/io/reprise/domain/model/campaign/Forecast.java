package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;

/**
 * What a model expected, before anything was decided on it. The tensors lie in the evidence store.
 *
 * @param role the part it plays as evidence: {@code offers}, {@code demand} or {@code purchase}
 * @param from start of its first hour
 * @param hours hours it covers
 */
public record Forecast(String role, ModelCall call, Instant from, int hours) {

    public Forecast {
        InvalidValue.unless(role != null && !role.isBlank(), "role", "must be offers, demand, purchase or response");
        InvalidValue.unless(call != null, "call", "must say which model answered");
        InvalidValue.unless(from != null, "from", "must be given");
        InvalidValue.unless(hours >= 1, "hours", () -> "must be at least 1, but was " + hours);
    }

    /** Demand at each candidate discount, of which the assortment is chosen. */
    public static final String OFFERS = "offers";

    /** Demand at the discounts that were chosen. */
    public static final String DEMAND = "demand";

    public static final String PURCHASE = "purchase";
    public static final String RESPONSE = "response";
}
