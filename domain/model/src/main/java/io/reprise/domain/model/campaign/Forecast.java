package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.ModelCall;
import java.time.Instant;

/**
 * What a model expected, before anything was decided on it. The tensors lie in the evidence store.
 *
 * @param role the part it plays as evidence: {@code demand} or {@code purchase}
 * @param from start of its first hour
 * @param hours hours it covers
 */
public record Forecast(String role, ModelCall call, Instant from, int hours) {

    public static final String DEMAND = "demand";
    public static final String PURCHASE = "purchase";
    public static final String RESPONSE = "response";
}
