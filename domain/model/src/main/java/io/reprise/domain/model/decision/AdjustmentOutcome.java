package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;

/**
 * A change to the running sale; neither price changes nor a push wave means: leave it alone.
 *
 * @param priceChanges new discounts
 * @param extraPush whether shoppers are notified once more, now
 * @param expectedGainCents worth over leaving it alone, as the policy values it
 * @param lowestMarginBps smallest margin any new price leaves, in basis points of that price; 10,000 where none changes
 */
public record AdjustmentOutcome(
        List<PriceChange> priceChanges, boolean extraPush, long expectedGainCents, int lowestMarginBps)
        implements DecisionOutcome {

    public AdjustmentOutcome {
        priceChanges = List.copyOf(priceChanges);
    }

    /** A discount before and after, in basis points. */
    public record PriceChange(Sku sku, int fromBps, int toBps) {

        public PriceChange reversed() {
            return new PriceChange(sku, toBps, fromBps);
        }
    }

    public boolean changesNothing() {
        return priceChanges.isEmpty() && !extraPush;
    }

    /** Largest absolute change of a discount, in basis points. */
    public int largestStepBps() {
        return priceChanges.stream()
                .mapToInt(c -> Math.abs(c.toBps() - c.fromBps()))
                .max()
                .orElse(0);
    }
}
