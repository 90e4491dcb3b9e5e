package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.vocabulary.Price;
import java.util.List;

/**
 * How differently an adjustment treats groups of shoppers, in basis points: the larger of two gaps between any two groups,
 * in the share of it that would see the sale, and in how much the average discount on what it has bought so far would
 * change. 0 where no groups are known. (Demographic parity and its difference: Barocas, Hardt, Narayanan, Fairness and
 * Machine Learning, 2023, chapter 3.)
 */
public final class GroupGap {

    /** What a group of fewer has bought says nothing of what it buys. */
    private static final int UNITS_MIN = 20;

    private GroupGap() {}

    public static int bps(AdjustmentInputs in, List<PriceChange> prices, ExtentChange extent) {
        return in.ahead()
                .map(ahead -> Math.max(audience(ahead, extent), prices(in, ahead, prices, extent)))
                .orElse(0);
    }

    private static int audience(Ahead ahead, ExtentChange extent) {
        if (extent.audience().isEmpty()) {
            return 0;
        }
        int choice = ahead.audienceChoicesBps().indexOf(extent.audience().get().toBps());
        double low = 1;
        double high = 0;
        for (Group group : ahead.groups()) {
            if (group.shoppers() > 0) {
                // Nobody knows whom a share would reach that was not looked at.
                double seeing = choice < 0 ? 0 : group.seeing().get(choice);
                low = choice < 0 ? 0 : Math.min(low, seeing / group.shoppers());
                high = choice < 0 ? 1 : Math.max(high, seeing / group.shoppers());
            }
        }
        return high > low ? (int) Math.round(Price.WHOLE_BPS * (high - low)) : 0;
    }

    private static int prices(AdjustmentInputs in, Ahead ahead, List<PriceChange> prices, ExtentChange extent) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Group group : ahead.groups()) {
            double units = 0;
            double change = 0;
            for (int i = 0; i < in.items().size(); i++) {
                units += group.units().get(i);
                change += group.units().get(i) * (double) changeBps(in.items().get(i), prices, extent);
            }
            if (units >= UNITS_MIN) {
                low = Math.min(low, change / units);
                high = Math.max(high, change / units);
            }
        }
        return high > low ? (int) Math.round(high - low) : 0;
    }

    private static int changeBps(Item item, List<PriceChange> prices, ExtentChange extent) {
        if (extent.takenOut().contains(item.sku())) {
            return -item.discountBps();
        }
        if (extent.putIn().contains(item.sku())) {
            return item.discountBps();
        }
        for (PriceChange change : prices) {
            if (change.sku().equals(item.sku())) {
                return change.toBps() - change.fromBps();
            }
        }
        return 0;
    }
}
