package io.reprise.domain.model.recommendation;

import io.reprise.domain.model.vocabulary.Sku;

/**
 * An item that might be recommended.
 *
 * @param priceCents at the discount in force
 * @param left units not yet sold
 * @param expectedUnits units the rest of the sale is expected to ask for
 * @param fit how likely it is the shopper's next one, a share of all that are offered
 */
public record Offered(Sku sku, long priceCents, long unitCostCents, int left, double expectedUnits, double fit) {

    public Offered fitting(double share) {
        return new Offered(sku, priceCents, unitCostCents, left, expectedUnits, share);
    }
}
