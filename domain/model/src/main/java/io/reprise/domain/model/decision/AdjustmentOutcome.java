package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change to the running sale; nothing in it means: leave it alone.
 *
 * @param priceChanges new discounts
 * @param extraPush whether shoppers are notified once more, now
 * @param expectedGainCents worth over leaving it alone, as the policy values it
 * @param lowestMarginBps smallest margin any new price leaves, in basis points of that price; 10,000 where none changes
 * @param stockMoves more stock for the sale, or empty
 * @param extent another end, other items, another audience, or empty
 * @param stockReturns units of the sale that become free, or empty
 */
public record AdjustmentOutcome(
        List<PriceChange> priceChanges,
        boolean extraPush,
        long expectedGainCents,
        int lowestMarginBps,
        Optional<List<StockMove>> stockMoves,
        Optional<ExtentChange> extent,
        Optional<List<StockMove>> stockReturns)
        implements DecisionOutcome {

    public AdjustmentOutcome {
        priceChanges = List.copyOf(priceChanges);
        // Absent where none is moved, so that adjustments of before stock could be moved read the same.
        stockMoves = absentIfEmpty(stockMoves);
        extent = extent == null ? Optional.empty() : extent.filter(change -> !change.isNothing());
        stockReturns = absentIfEmpty(stockReturns);
    }

    private static Optional<List<StockMove>> absentIfEmpty(Optional<List<StockMove>> moves) {
        return moves == null
                ? Optional.empty()
                : moves.filter(some -> !some.isEmpty()).map(List::copyOf);
    }

    /** A change that leaves the sale's extent as it is. */
    public AdjustmentOutcome(
            List<PriceChange> priceChanges,
            boolean extraPush,
            long expectedGainCents,
            int lowestMarginBps,
            Optional<List<StockMove>> stockMoves) {
        this(
                priceChanges,
                extraPush,
                expectedGainCents,
                lowestMarginBps,
                stockMoves,
                Optional.empty(),
                Optional.empty());
    }

    /** A change that moves no stock. */
    public AdjustmentOutcome(
            List<PriceChange> priceChanges, boolean extraPush, long expectedGainCents, int lowestMarginBps) {
        this(priceChanges, extraPush, expectedGainCents, lowestMarginBps, Optional.empty());
    }

    /** Units that were promised to nobody become the sale's, or the other way round, by warehouse. */
    public record StockMove(Sku sku, SortedMap<WarehouseId, Integer> units) {
        public StockMove {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }

        public int total() {
            return units.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public List<StockMove> moves() {
        return stockMoves.orElse(List.of());
    }

    public List<StockMove> returns() {
        return stockReturns.orElse(List.of());
    }

    /** A discount before and after, in basis points. */
    public record PriceChange(Sku sku, int fromBps, int toBps) {

        public PriceChange reversed() {
            return new PriceChange(sku, toBps, fromBps);
        }
    }

    public boolean changesNothing() {
        return priceChanges.isEmpty()
                && !extraPush
                && stockMoves.isEmpty()
                && extent.isEmpty()
                && stockReturns.isEmpty();
    }

    /** Largest absolute change of a discount, in basis points. */
    public int largestStepBps() {
        return priceChanges.stream()
                .mapToInt(c -> Math.abs(c.toBps() - c.fromBps()))
                .max()
                .orElse(0);
    }
}
