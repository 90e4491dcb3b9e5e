package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
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
 * @param ahead what the sale may become, or empty where the policy does not look at that; the response then covers
 *     {@code ahead.hours} instead of {@code hoursLeft}
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
        Optional<Shown> shown,
        Optional<Ahead> ahead)
        implements DecisionInputs {

    public AdjustmentInputs {
        stepsBps = List.copyOf(stepsBps);
        items = List.copyOf(items);
        InvalidValue.unless(hoursLeft >= 0, "hoursLeft", () -> "must not be negative, but was " + hoursLeft);
        // Every candidate is compared with the discount as it is.
        List<Integer> steps = stepsBps;
        InvalidValue.unless(steps.contains(0), "stepsBps", () -> "must contain 0, but were " + steps);
        // Decisions recorded before the response was learned do not have it.
        shown = shown == null ? Optional.empty() : shown;
        int itemsShown = shown.map(s -> s.items().size()).orElse(items.size());
        InvalidValue.unless(itemsShown == items.size(), "shown.items", "must be one for each item");
        ahead = ahead == null ? Optional.empty() : ahead;
        int itemsAhead = ahead.map(a -> a.items().size()).orElse(items.size());
        InvalidValue.unless(itemsAhead == items.size(), "ahead.items", "must be one for each item");
    }

    /** What a policy needs that does not look at what the sale may become. */
    public AdjustmentInputs(
            int window,
            int hoursLeft,
            int treatedBps,
            List<Integer> stepsBps,
            Limits limits,
            long discountGivenCents,
            int pushWavesLeft,
            List<Item> items,
            Optional<Shown> shown) {
        this(
                window,
                hoursLeft,
                treatedBps,
                stepsBps,
                limits,
                discountGivenCents,
                pushWavesLeft,
                items,
                shown,
                Optional.empty());
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

    /** The same, with what the sale may become. */
    public AdjustmentInputs with(Ahead known) {
        return new AdjustmentInputs(
                window,
                hoursLeft,
                treatedBps,
                stepsBps,
                limits,
                discountGivenCents,
                pushWavesLeft,
                items,
                shown,
                Optional.of(known));
    }

    /** The same, where nothing is tried out: the best is taken. */
    public AdjustmentInputs withoutTrying() {
        return new AdjustmentInputs(
                window,
                hoursLeft,
                treatedBps,
                stepsBps,
                limits,
                discountGivenCents,
                pushWavesLeft,
                items,
                shown.map(s -> new Shown(s.items(), 0, s.stockBudgetLeftCents())),
                ahead);
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

        /** Where some of the stock budget is spent otherwise. */
        Shown spending(long cents) {
            return new Shown(items, explorationBps, stockBudgetLeftCents.map(left -> left - cents));
        }
    }

    /**
     * What the sale may become, as far as the plan and other campaigns let it.
     *
     * @param hours hours the response covers, from the beginning of this one
     * @param end when the sale ends
     * @param endMovesHours by how many hours its end may be moved; negative for earlier
     * @param endMoves how often it was moved
     * @param itemChangesLeft how many items may still be taken out or put in
     * @param audienceBps share of those not held out who see the sale
     * @param audienceChoicesBps shares that are allowed
     * @param audienceMoves how often the share was changed
     * @param items in the order of the items
     * @param groups groups of shoppers that are known, or empty
     * @param groupGapBpsMax how differently an adjustment may treat them
     */
    public record Ahead(
            int hours,
            Instant end,
            List<Integer> endMovesHours,
            int endMoves,
            int itemChangesLeft,
            int audienceBps,
            List<Integer> audienceChoicesBps,
            int audienceMoves,
            List<ItemAhead> items,
            List<Group> groups,
            int groupGapBpsMax) {
        public Ahead {
            endMovesHours = List.copyOf(endMovesHours);
            audienceChoicesBps = List.copyOf(audienceChoicesBps);
            items = List.copyOf(items);
            groups = List.copyOf(groups);
        }
    }

    /**
     * @param aside not offered
     * @param changes how often it was taken out or put in
     * @param regularUnits units that those who see the sale would buy at the regular price in each of its hours
     * @param wantedElsewhere units wanted before the sale ends by those who do not see it, and by other running sales that
     *     are short of it
     * @param held units the sale has left, by warehouse
     */
    public record ItemAhead(
            boolean aside,
            int changes,
            List<Double> regularUnits,
            double wantedElsewhere,
            SortedMap<WarehouseId, Integer> held) {
        public ItemAhead {
            regularUnits = List.copyOf(regularUnits);
            held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        }
    }

    /**
     * Shoppers that have something in common, of those not held out.
     *
     * @param seeing how many of them would see the sale at each share that is allowed
     * @param units units they bought so far, in the order of the items
     */
    public record Group(String name, int shoppers, List<Integer> seeing, List<Integer> units) {
        public Group {
            seeing = List.copyOf(seeing);
            units = List.copyOf(units);
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
     * @param pushed whether a push wave worked on them, so that they bought more for another reason than the discount;
     *     absent where none did
     */
    public record Stretch(
            boolean heldOut, int discountBps, double expectedUnits, int soldUnits, Optional<Boolean> pushed) {
        public Stretch {
            pushed = pushed == null ? Optional.empty() : pushed.filter(is -> is);
        }

        /** Where no push wave worked. */
        public Stretch(boolean heldOut, int discountBps, double expectedUnits, int soldUnits) {
            this(heldOut, discountBps, expectedUnits, soldUnits, Optional.empty());
        }
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
