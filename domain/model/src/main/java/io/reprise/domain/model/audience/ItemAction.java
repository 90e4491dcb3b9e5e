package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;

/** Something a shopper did with an item, without saying who. */
public record ItemAction(Sku sku, Signal.Action action, Instant at) {}
