package io.reprise.ml.demand;

import java.util.List;

/**
 * One item's past, by period.
 *
 * @param content what is known of it without any sale, by the panel's content columns: category, maker, name
 * @param basePrice price outside promotions, in any unit that all items share
 * @param units sold in the period; NaN where the item was not offered or nothing is known
 * @param discount ln(base price ÷ price); 0.105 is 10 % off
 * @param flags 0 or 1 by the panel's promotions and by period
 */
public record DemandSeries(
        String item, List<String> content, double basePrice, float[] units, float[] discount, float[][] flags) {

    public DemandSeries {
        content = List.copyOf(content);
        if (discount.length != units.length) {
            throw new IllegalArgumentException(
                    item + " has " + units.length + " periods of units and " + discount.length + " of discounts");
        }
        for (float[] flag : flags) {
            if (flag.length != units.length) {
                throw new IllegalArgumentException(
                        item + " has " + units.length + " periods of units and " + flag.length + " of a promotion");
            }
        }
    }

    public boolean isKnown(int period) {
        return period >= 0 && period < units.length && !Float.isNaN(units[period]);
    }

    boolean isPromoted(int period) {
        for (float[] flag : flags) {
            if (flag[period] > 0) {
                return true;
            }
        }
        return discount[period] > 0.05f;
    }

    /** The same item with nothing known of its sales: a new one. */
    public DemandSeries withoutPast() {
        float[] none = new float[units.length];
        java.util.Arrays.fill(none, Float.NaN);
        return new DemandSeries(item, content, basePrice, none, discount, flags);
    }

    /** The same with another discount in all periods from one on. */
    public DemandSeries withDiscount(int from, float logDiscount) {
        float[] changed = discount.clone();
        java.util.Arrays.fill(changed, from, changed.length, logDiscount);
        return new DemandSeries(item, content, basePrice, units, changed, flags);
    }
}
