package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param shown what the sale has shown so far, or empty where the policy does not learn
 */
public record AdjustmentInputs(
        int window,
        int hoursLeft,
        int treatedBps,
        List<Integer> stepsBps,
        Limits limits,
        long discountGivenCents,
        int pushWavesLeft,
        List<Item> items,
        Optional<Shown> shown)
        implements DecisionInputs {

    public AdjustmentInputs {
        stepsBps = List.copyOf(stepsBps);
        items = List.copyOf(items);
        InvalidValue.unless(hoursLeft >= 0, "hoursLeft", "must not be negative, but was " + hoursLeft);
        // Every candidate is compared with the discount as it is.
        InvalidValue.unless(stepsBps.contains(0), "stepsBps", "must contain 0, but were " + stepsBps);
        // Decisions recorded before the response was learned do not have it.
        shown = shown == null ? Optional.empty() : shown;
        int itemsShown = shown.map(s -> s.items().size()).orElse(items.size());
        InvalidValue.unless(itemsShown == items.size(), "shown.items", "must be one for each item");
    }

    /** What a policy needs that does not learn from what the sale has shown. */
    public AdjustmentInputs(
            int window,
            int hoursLeft,
            int treatedBps,
            List<Integer> stepsBps,
            Limits limits,
            long discountGivenCents,
            int pushWavesLeft,
            List<Item> items) {
        this(
                window,
                hoursLeft,
                treatedBps,
                stepsBps,
                limits,
                discountGivenCents,
                pushWavesLeft,
                items,
                Optional.empty());
    }

    /**
     * What the sale has shown of how demand answers to prices.
     *
     * @param items in the order of the items
     * @param explorationBps share of adjustments that may try an option instead of taking the best
     * @param stockBudgetLeftCents what more stock for the sale may cost, or empty for as much as there is
     */
    public record Shown(List<ItemShown> items, int explorationBps, Optional<Long> stockBudgetLeftCents) {
        public Shown {
            items = List.copyOf(items);
            stockBudgetLeftCents = stockBudgetLeftCents == null ? Optional.empty() : stockBudgetLeftCents;
        }
    }

    /**
     * @param plannedBps discount the sale began with
     * @param stretches hours in which one discount held
     * @param lastStepBps the last change of its discount, 0 where there was none
     * @param reversals how often its discount changed direction
     * @param laterUnits units that will be wanted at the regular price in the rest of the time that was forecast
     * @param free units that are promised to no campaign, by warehouse
     */
    public record ItemShown(
            int plannedBps,
            List<Stretch> stretches,
            int lastStepBps,
            int reversals,
            double laterUnits,
            SortedMap<WarehouseId, Integer> free) {
        public ItemShown {
            stretches = List.copyOf(stretches);
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
        }
    }

    /**
     * Hours in which one discount held, for shoppers who saw the sale, or for those who did not and paid the regular price.
     *
     * @param expectedUnits what the forecast expected of these shoppers at this discount
     */
    public record Stretch(boolean heldOut, int discountBps, double expectedUnits, int soldUnits) {}

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
     * @param soldToDate units the treated arm bought
     * @param expectedToDate units the forecast's median expected by now
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
