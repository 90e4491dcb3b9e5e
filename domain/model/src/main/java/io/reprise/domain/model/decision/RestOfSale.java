package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;

/** What is left of a running sale, and what an item is expected to sell in it at a discount, under a belief. */
final class RestOfSale {

    /** What hours may bring, equally likely, in standard deviations. */
    private static final double[] LIKELY = {
        -1.2815515655446004, -0.5244005127080409, 0, 0.5244005127080409, 1.2815515655446004
    };

    /** Stock covers all but one in five of the ways demand may go. */
    private static final double COVERED = 0.8416212335729143;

    private final AdjustmentInputs in;
    private final Shown shown;
    private final DemandTable demand;
    private final ShownResponse response;
    private final double salesWeight;
    private final double dispersion;
    private final double treated;
    private final int[] free;

    /** @param demand [items × steps × hoursLeft, 3] */
    RestOfSale(AdjustmentInputs in, Shown shown, Tensor demand, ShownResponse response, Parameters p) {
        this.in = in;
        this.shown = shown;
        this.demand = new DemandTable(demand, in.items().size() * in.stepsBps().size(), in.hoursLeft());
        this.response = response;
        this.salesWeight = p.get("salesWeight");
        this.dispersion = p.get("dispersion");
        this.treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        this.free = shown.items().stream()
                .mapToInt(item -> item.free().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .toArray();
    }

    /** What one unit sold at a discount is worth. */
    double each(Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return price - item.unitCostCents() + salesWeight * price;
    }

    /**
     * Units expected to be sold, of a stock of the sale and of what is free.
     *
     * @param now in what is left of the sale
     * @param later at the regular price, in the rest of the time that was forecast
     */
    record Sold(double now, double later) {}

    /** @param extra units beyond the model's */
    Sold sold(Belief belief, int i, int step, int discountBps, int stock, double extra) {
        double model = model(i, step, in.hoursLeft()) + extra;
        double wantedLater = shown.items().get(i).laterUnits();
        double all = (double) in.items().get(i).left() + free(i);
        double logPrice = response.itemLogPrice(i, discountBps);
        double now = 0;
        double later = 0;
        for (int g = 0; g < belief.weights().length; g++) {
            double mean = belief.factor(i, g, logPrice) * model;
            double deviation = StrictMath.sqrt(dispersion * mean);
            for (double z : LIKELY) {
                double sold = Math.min(stock, Math.max(0, mean + z * deviation));
                now += belief.weights()[g] * sold / LIKELY.length;
                later += belief.weights()[g] * Math.min(all - sold, wantedLater) / LIKELY.length;
            }
        }
        return new Sold(now, later);
    }

    double units(Belief belief, int i, int step, int discountBps, int stock, double extra) {
        return sold(belief, i, step, discountBps, stock, extra).now();
    }

    /** Units the model expects at a step in the first of the hours that are left. */
    double model(int i, int step, double hours) {
        return treated * demand.sum(block(i, step), 0, Math.min(hours, in.hoursLeft()), DemandTable.MID);
    }

    /** Likewise in one of them, by everybody. */
    double inHour(int i, int step, int hour) {
        return demand.at(block(i, step), hour, DemandTable.MID);
    }

    private int block(int i, int step) {
        return i * in.stepsBps().size() + step;
    }

    /** Index of the step to a discount. */
    int step(int i, int discountBps) {
        return in.stepsBps().indexOf(discountBps - in.items().get(i).discountBps());
    }

    /** Units of an item that no campaign has. */
    int free(int i) {
        return free[i];
    }

    /** Units of stock that would probably do. */
    double need(Belief belief, int i, int discountBps) {
        double model = model(i, step(i, discountBps), in.hoursLeft());
        double logPrice = response.itemLogPrice(i, discountBps);
        double mean = 0;
        for (int g = 0; g < belief.weights().length; g++) {
            mean += belief.weights()[g] * belief.factor(i, g, logPrice) * model;
        }
        return mean + COVERED * StrictMath.sqrt(dispersion * mean);
    }

    /** What more stock of an item would be worth. */
    double worthOfStock(Belief belief, int i, int discountBps, int units) {
        Item item = in.items().get(i);
        int step = step(i, discountBps);
        Sold more = sold(belief, i, step, discountBps, item.left() + units, 0);
        Sold as = sold(belief, i, step, discountBps, item.left(), 0);
        return each(item, discountBps) * (more.now() - as.now()) + each(item, 0) * (more.later() - as.later());
    }
}
