package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a sale's decisions, as facts: joined from what happened to the campaign and what shoppers did, scored by
 * the closing policy.
 *
 * @param items in the order of the demand evidence
 * @param adjustments those that were in force, in order
 */
public record Feedback(DecisionId schedule, DecisionId inventory, List<ItemSales> items, List<Response> adjustments) {

    public Feedback {
        items = List.copyOf(items);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * @param targetUnits what the service level asked for
     * @param soldOutAt when the last unit went, where none is left
     * @param soldByHour units the treated arm bought in each hour of the sale
     */
    public record ItemSales(
            Sku sku, int targetUnits, int allocatedUnits, Optional<Instant> soldOutAt, List<Integer> soldByHour) {
        public ItemSales {
            soldByHour = List.copyOf(soldByHour);
        }

        int sold() {
            int sold = 0;
            for (int units : soldByHour) {
                sold += units;
            }
            return sold;
        }
    }

    /**
     * What the items of an adjustment sold before and after it.
     *
     * @param salesWeight what the policy valued a cent of revenue at, beside its margin
     * @param before from the last change of these items, six hours at most
     * @param after until the next change of one of these items, or the sale's end
     */
    public record Response(
            DecisionId decision,
            Instant at,
            boolean push,
            long expectedGainCents,
            double salesWeight,
            Optional<TimeWindow> before,
            Optional<TimeWindow> after,
            List<Moved> items) {
        public Response {
            items = List.copyOf(items);
        }
    }

    /** An item's price and units on both sides of an adjustment. */
    public record Moved(Sku sku, long priceBeforeCents, long priceAfterCents, int soldBefore, int soldAfter) {}
}
