package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Price;
import java.util.List;

/**
 * What a sale would bring at some discounts, with some stock, in some hours: an answer to a question, not a decision.
 * Units beyond an item's stock are not counted; the band is that of the whole sale, spread over the items as their
 * medians are.
 *
 * @param low units that are reached nine times out of ten
 * @param high units that are passed once in ten times
 * @param discountCents what the discounts cost: regular price less price, for each unit
 * @param soldOut items whose expected units are more than their stock
 */
public record WhatIf(
        double low, double mid, double high, long revenueCents, long marginCents, long discountCents, int soldOut) {

    /** @param stockUnits what may be sold of it */
    public record Item(long regularPriceCents, long unitCostCents, int discountBps, int stockUnits) {}

    /**
     * @param demand [items × hours, 3] at these discounts, in the hours of the sale
     * @param treatedBps share of the shoppers that see the sale, in basis points
     */
    public static WhatIf of(List<Item> items, Tensor demand, int hours, int treatedBps) {
        DemandTable table = new DemandTable(demand, items.size(), hours);
        double share = (double) treatedBps / Price.WHOLE_BPS;
        SaleForecast.Expected whole =
                SaleForecast.cumulative(demand, hours, 0, hours, treatedBps).getLast();
        double lowShare = whole.mid() > 0 ? whole.low() / whole.mid() : 1;
        double highShare = whole.mid() > 0 ? whole.high() / whole.mid() : 1;
        double low = 0;
        double mid = 0;
        double high = 0;
        double revenue = 0;
        double margin = 0;
        double discount = 0;
        int soldOut = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            double wanted = share * table.sum(i, 0, hours, DemandTable.MID);
            double sold = Math.min(wanted, item.stockUnits());
            long price = Price.discounted(item.regularPriceCents(), item.discountBps());
            low += Math.min(wanted * lowShare, item.stockUnits());
            high += Math.min(wanted * highShare, item.stockUnits());
            mid += sold;
            revenue += sold * price;
            margin += sold * (price - item.unitCostCents());
            discount += sold * (item.regularPriceCents() - price);
            soldOut += wanted > item.stockUnits() ? 1 : 0;
        }
        return new WhatIf(low, mid, high, Math.round(revenue), Math.round(margin), Math.round(discount), soldOut);
    }
}
