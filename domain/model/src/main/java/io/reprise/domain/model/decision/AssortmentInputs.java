package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;

/**
 * What {@code ASSORTMENT} starts from. Evidence {@code offers}: [items × steps × hours, 3], units an hour at each
 * candidate discount, item-major, then step, then hour, over the hours in which the sale may lie.
 *
 * @param horizonHours hours the evidence covers
 * @param lengthHours how many of them the sale runs
 * @param treatedBps share of the audience that sees the sale, in basis points
 * @param stepsBps candidate changes of the planned discount in basis points; contains 0
 * @param limits what people set
 */
public record AssortmentInputs(
        int horizonHours, int lengthHours, int treatedBps, List<Integer> stepsBps, Limits limits, List<Item> items)
        implements DecisionInputs {

    public AssortmentInputs {
        stepsBps = List.copyOf(stepsBps);
        items = List.copyOf(items);
        InvalidValue.unless(
                lengthHours >= 1 && lengthHours <= horizonHours,
                "lengthHours",
                () -> "must be 1 to " + horizonHours + ", but was " + lengthHours);
        InvalidValue.unless(stepsBps.contains(0), "stepsBps", "must contain 0, but were " + stepsBps);
    }

    /**
     * @param discountBpsMax no discount beyond this
     * @param marginBpsMin no price that leaves less of itself than this above cost
     * @param discountBudgetCents all discounts together may not cost more
     */
    public record Limits(int discountBpsMax, int marginBpsMin, long discountBudgetCents) {}

    /**
     * @param plannedBps discount in the plan
     * @param free units on hand and promised to no campaign
     */
    public record Item(Sku sku, long regularPriceCents, long unitCostCents, int plannedBps, int free) {}

    /** The discount a step leads to; what the evidence was asked for at that step. */
    public static int discountBps(int plannedBps, int stepBps) {
        return Math.clamp((long) plannedBps + stepBps, 0, 9_999);
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.ASSORTMENT;
    }
}
