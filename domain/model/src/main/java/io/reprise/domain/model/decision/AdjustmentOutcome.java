package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change to the running sale; no price changes, push wave or stock moved means: leave it alone.
 *
 * @param priceChanges new discounts
 * @param extraPush whether shoppers are notified once more, now
 * @param expectedGainCents worth over leaving it alone, as the policy values it
 * @param lowestMarginBps smallest margin any new price leaves, in basis points of that price; 10,000 where none changes
 * @param stockMoves more stock for the sale, or empty
 */
public record AdjustmentOutcome(
        List<PriceChange> priceChanges,
        boolean extraPush,
        long expectedGainCents,
        int lowestMarginBps,
        Optional<List<StockMove>> stockMoves)
        implements DecisionOutcome {

    public AdjustmentOutcome {
        priceChanges = List.copyOf(priceChanges);
        // Absent where none is moved, so that adjustments of before stock could be moved read the same.
        stockMoves = stockMoves == null
                ? Optional.empty()
                : stockMoves.filter(moves -> !moves.isEmpty()).map(List::copyOf);
    }

    /** A change that moves no stock. */
    public AdjustmentOutcome(
            List<PriceChange> priceChanges, boolean extraPush, long expectedGainCents, int lowestMarginBps) {
        this(priceChanges, extraPush, expectedGainCents, lowestMarginBps, Optional.empty());
    }

    /** Units that were promised to nobody become the sale's, by warehouse. */
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

    /** A discount before and after, in basis points. */
    public record PriceChange(Sku sku, int fromBps, int toBps) {

        public PriceChange reversed() {
            return new PriceChange(sku, toBps, fromBps);
        }
    }

    public boolean changesNothing() {
        return priceChanges.isEmpty() && !extraPush && stockMoves.isEmpty();
    }

    /** Largest absolute change of a discount, in basis points. */
    public int largestStepBps() {
        return priceChanges.stream()
                .mapToInt(c -> Math.abs(c.toBps() - c.fromBps()))
                .max()
                .orElse(0);
    }
}
