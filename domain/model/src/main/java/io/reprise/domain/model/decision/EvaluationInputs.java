package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code EVALUATION} of one window starts from. Evidence {@code demand}: [items × horizonHours, 3].
 *
 * @param window number of the window, from 1
 * @param span the window
 * @param sale the whole sale
 * @param horizonHours hours the evidence covers, the same for every item
 * @param firstHour index of the sale's first hour in the horizon
 * @param treatedBps share of the audience that sees the sale, in basis points
 * @param watch what a sequential evaluation needs besides; absent in what was recorded before there was one
 */
public record EvaluationInputs(
        int window,
        TimeWindow span,
        TimeWindow sale,
        int horizonHours,
        int firstHour,
        int treatedBps,
        List<ItemProgress> items,
        ArmTotals treated,
        ArmTotals holdOut,
        Optional<Watch> watch)
        implements DecisionInputs {

    public EvaluationInputs {
        items = List.copyOf(items);
        watch = watch == null ? Optional.empty() : watch;
        InvalidValue.unless(firstHour >= 0, "firstHour", () -> "must not be negative, but was " + firstHour);
    }

    /** Without what a sequential evaluation needs. */
    public EvaluationInputs(
            int window,
            TimeWindow span,
            TimeWindow sale,
            int horizonHours,
            int firstHour,
            int treatedBps,
            List<ItemProgress> items,
            ArmTotals treated,
            ArmTotals holdOut) {
        this(window, span, sale, horizonHours, firstHour, treatedBps, items, treated, holdOut, Optional.empty());
    }

    /**
     * @param soldToDate units the treated arm bought since the sale began
     * @param soldInWindow units of these in this window
     * @param left units allocated and not yet sold
     */
    public record ItemProgress(Sku sku, int soldToDate, int soldInWindow, int left) {}

    /**
     * @param allocatedUnits units that were set aside for the sale
     * @param windowSeconds length of the windows before this one
     * @param soldBefore units the treated arm bought in each of them, oldest first, the last one directly before this
     *     window; at most {@link #WINDOWS_MAX}
     * @param soldOut since when an item has had nothing left, for those that have not
     * @param discount what discounts have cost and may cost; absent in what was recorded before it was watched
     * @param silences when no order came although shoppers filled carts, in order; absent where there was none, and in what
     *     was recorded before it was watched
     */
    public record Watch(
            Experiment experiment,
            long allocatedUnits,
            long windowSeconds,
            List<Integer> soldBefore,
            SortedMap<Sku, Instant> soldOut,
            Optional<DiscountSpend> discount,
            Optional<List<TimeWindow>> silences) {

        /** Changes that lie further back do not matter now, and every evaluation records what it looks at. */
        public static final int WINDOWS_MAX = 96;

        public Watch {
            soldBefore = List.copyOf(soldBefore);
            soldOut = Collections.unmodifiableSortedMap(new TreeMap<>(soldOut));
            discount = discount == null ? Optional.empty() : discount;
            silences = silences == null
                    ? Optional.empty()
                    : silences.filter(some -> !some.isEmpty()).map(List::copyOf);
            InvalidValue.unless(windowSeconds > 0, "windowSeconds", "must be above 0, but was " + windowSeconds);
            InvalidValue.unless(
                    soldBefore.size() <= WINDOWS_MAX, "soldBefore", "must be at most " + WINDOWS_MAX + " windows");
        }

        /** Of a sale in which orders came whenever carts were filled. */
        public Watch(
                Experiment experiment,
                long allocatedUnits,
                long windowSeconds,
                List<Integer> soldBefore,
                SortedMap<Sku, Instant> soldOut,
                Optional<DiscountSpend> discount) {
            this(experiment, allocatedUnits, windowSeconds, soldBefore, soldOut, discount, Optional.empty());
        }
    }

    /** @param givenInWindowCents what they cost in this window */
    public record DiscountSpend(long givenCents, long givenInWindowCents, long budgetCents) {}

    @Override
    public DecisionKind kind() {
        return DecisionKind.EVALUATION;
    }
}
