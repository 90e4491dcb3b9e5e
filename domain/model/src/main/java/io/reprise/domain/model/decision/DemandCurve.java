package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Price;
import java.util.List;

/**
 * Demand at any discount, read off a forecast at some: between two of them, and beyond the last, elasticity is constant.
 *
 * @param offers [items × steps × hours, 3], item-major, then step, then hour
 * @param stepsBps changes of the planned discount that were asked for, ascending
 * @param hours hours of the forecast
 */
public record DemandCurve(Tensor offers, List<Integer> stepsBps, int hours) {

    public DemandCurve {
        stepsBps = List.copyOf(stepsBps);
    }

    /** Median units of an item at a discount, in a part of one hour. */
    public double units(int item, int plannedBps, int discountBps, int hour) {
        int upper = 1;
        while (upper < stepsBps.size() - 1 && discount(plannedBps, upper) < discountBps) {
            upper++;
        }
        int lower = upper - 1;
        // Steps that were cut off at 0 lead to the same discount: there is nothing to interpolate.
        while (lower > 0 && discount(plannedBps, lower) == discount(plannedBps, upper)) {
            lower--;
        }
        double low = Math.max(1e-9, at(item, lower, hour));
        double high = Math.max(1e-9, at(item, upper, hour));
        double from = logPrice(discount(plannedBps, lower));
        double to = logPrice(discount(plannedBps, upper));
        if (from == to) {
            return low;
        }
        double share = (logPrice(discountBps) - from) / (to - from);
        return StrictMath.exp((1 - share) * StrictMath.log(low) + share * StrictMath.log(high));
    }

    private int discount(int plannedBps, int step) {
        return AssortmentInputs.discountBps(plannedBps, stepsBps.get(step));
    }

    private double at(int item, int step, int hour) {
        return offers.at((item * stepsBps.size() + step) * hours + hour, DemandTable.MID);
    }

    private static double logPrice(int discountBps) {
        return StrictMath.log((double) (Price.WHOLE_BPS - discountBps) / Price.WHOLE_BPS);
    }
}
