package io.reprise.http.api;

import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;

/**
 * What a shopper did, as a shop tells it: a line of JSON, by call or from a topic.
 *
 * @param units ordered; 0 for what is only looked at or put into a cart
 * @param priceCents of one unit, as the shopper saw it
 */
record SignalLine(String id, Instant at, String shopper, Signal.Action action, Sku sku, int units, long priceCents) {}
