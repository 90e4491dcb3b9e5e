package io.reprise.domain.model.recommendation;

import io.reprise.domain.model.vocabulary.Sku;

/**
 * An item in its place on a shopper's list, with why it stands there.
 *
 * @param scoreCents fit × worth × stock: what showing it is expected to bring
 * @param fit how likely it is the shopper's next one
 * @param worthCents what a sold unit is worth: its margin and a share of its price
 * @param stock chance that there is a unit for whoever asks
 * @param likeness to the item above it that it is most like, from 0 to 1; what diversity held against it
 */
public record Recommended(Sku sku, double scoreCents, double fit, double worthCents, double stock, double likeness) {}
