package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;

/**
 * What {@code ADJUSTMENT} starts from. Evidence {@code response}: [items × steps × hoursLeft, 3], units an hour at each
 * candidate discount, item-major, then step, then hour.
 *
 * @param window number of the window whose evaluation called for it
 * @param hoursLeft hours until the sale ends, rounded up; 0 where it has
 * @param treatedBps share of the audience that sees the sale, in basis points
 * @param stepsBps candidate changes of the discount in basis points; contains 0
 * @param limits what people set
 * @param discountGivenCents what discounts have cost so far
 * @param pushWavesLeft push waves that may still be sent beside the planned ones
 */
public record AdjustmentInputs(
        int window,
        int hoursLeft,
        int treatedBps,
        List<Integer> stepsBps,
        Limits limits,
        long discountGivenCents,
        int pushWavesLeft,
        List<Item> items)
        implements DecisionInputs {

    public AdjustmentInputs {
        stepsBps = List.copyOf(stepsBps);
        items = List.copyOf(items);
        InvalidValue.unless(hoursLeft >= 0, "hoursLeft", "must not be negative, but was " + hoursLeft);
        // Every candidate is compared with the discount as it is.
        InvalidValue.unless(stepsBps.contains(0), "stepsBps", "must contain 0, but were " + stepsBps);
    }

    /**
     * @param discountBpsMax no discount beyond this
     * @param marginBpsMin no price that leaves less of itself than this above cost
     * @param automaticStepBpsMax largest change the re-tuner may make alone
     * @param discountBudgetCents all discounts together may not cost more
     */
    public record Limits(int discountBpsMax, int marginBpsMin, int automaticStepBpsMax, long discountBudgetCents) {}

    /**
     * @param discountBps discount in force
     * @param left units allocated and not yet sold
     * @param soldToDate units the treated arm bought since the sale began, or since its pace changed
     * @param expectedToDate units the forecast's median expected in the same time, while there was something left
     * @param coolingDown changed too recently to be changed again
     */
    public record Item(
            Sku sku,
            long regularPriceCents,
            long unitCostCents,
            int discountBps,
            int left,
            int soldToDate,
            double expectedToDate,
            boolean coolingDown) {}

    @Override
    public DecisionKind kind() {
        return DecisionKind.ADJUSTMENT;
    }
}
