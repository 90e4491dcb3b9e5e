package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What is left of a running sale, and what an item is expected to sell in it at a discount, under a belief. */
final class RestOfSale {

    /** What hours may bring, equally likely, in standard deviations. */
    private static final double[] LIKELY = {
        -1.2815515655446004, -0.5244005127080409, 0, 0.5244005127080409, 1.2815515655446004
    };

    /** Stock covers all but one in five of the ways demand may go. */
    private static final double COVERED = 0.8416212335729143;

    /** And this all but one in fifty. */
    private static final double AMPLE = 2.0537489106318225;

    private final AdjustmentInputs in;
    private final Shown shown;
    private final DemandTable demand;
    private final ShownResponse response;
    private final double salesWeight;
    /** What is bought at the regular price where there is no sale, over what would be where there is. */
    private final double withoutSale;

    private final double dispersion;
    private final double treated;
    private final int[] free;
    /** By item and step, filled as it is asked for: what is the same under every belief is computed once. */
    private final double[][][] answers;

    private final double[][] regularAnswers;
    private final double[][] models;
    private final Map<Integer, double[]> modelsTo = new HashMap<>();
    private final double laterFollows;
    private Belief followed;
    private double[][] laterOver;

    /** What is wanted after the sale is as the forecast has it, whatever the sale shows. */
    RestOfSale(AdjustmentInputs in, Shown shown, Tensor demand, ShownResponse response, Parameters p) {
        this(in, shown, demand, response, p, 0);
    }

    /**
     * @param demand [items × steps × hours, 3], of the hours that are left or of as many as the sale may have
     * @param laterFollows how far demand at the regular price after the sale will differ from its forecast as it does in the
     *     sale: from 0, not at all, to 1
     */
    RestOfSale(
            AdjustmentInputs in,
            Shown shown,
            Tensor demand,
            ShownResponse response,
            Parameters p,
            double laterFollows) {
        this.laterFollows = laterFollows;
        this.in = in;
        this.shown = shown;
        int hours = in.ahead().map(AdjustmentInputs.Ahead::hours).orElse(in.hoursLeft());
        this.demand = new DemandTable(demand, in.items().size() * in.stepsBps().size(), hours);
        this.response = response;
        this.salesWeight = p.get("salesWeight");
        this.withoutSale = StrictMath.exp(-p.get("drawn"));
        this.dispersion = p.get("dispersion");
        this.treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        this.free = shown.items().stream()
                .mapToInt(item -> item.free().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .toArray();
        this.answers = new double[in.items().size()][in.stepsBps().size()][];
        this.regularAnswers = new double[in.items().size()][];
        this.models = new double[in.items().size()][in.stepsBps().size()];
        for (double[] unknown : models) {
            Arrays.fill(unknown, Double.NaN);
        }
    }

    /** How demand for an item answers to the discount that a step leads to. */
    private double[] answers(int i, int step, int discountBps) {
        if (answers[i][step] == null) {
            answers[i][step] = response.itemAnswers(i, discountBps);
        }
        return answers[i][step];
    }

    private double[] regularAnswers(int i) {
        if (regularAnswers[i] == null) {
            regularAnswers[i] = response.itemAnswers(i, 0);
        }
        return regularAnswers[i];
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
        double model = model(i, step) + extra;
        double wantedLater = shown.items().get(i).laterUnits();
        double all = (double) in.items().get(i).left() + free(i);
        double[] answered = answers(i, step, discountBps);
        double[] weights = belief.weights();
        double now = 0;
        double later = 0;
        for (int g = 0; g < weights.length; g++) {
            double mean = belief.factor(i, g, answered) * model;
            double deviation = StrictMath.sqrt(dispersion * mean);
            double wanted = wantedLater * laterOver(belief, i, g);
            for (double z : LIKELY) {
                double sold = Math.min(stock, Math.max(0, mean + z * deviation));
                now += weights[g] * sold / LIKELY.length;
                later += weights[g] * Math.min(all - sold, wanted) / LIKELY.length;
            }
        }
        return new Sold(now, later);
    }

    /** What is wanted at the regular price after the sale, over its forecast, in the g-th of the ways demand may be. */
    private double laterOver(Belief belief, int i, int g) {
        if (laterFollows == 0) {
            return 1;
        }
        if (followed != belief) {
            followed = belief;
            laterOver = new double[in.items().size()][];
        }
        if (laterOver[i] == null) {
            laterOver[i] = new double[belief.weights().length];
            double[] answered = response.itemAnswersWithoutSale(i, 0);
            for (int n = 0; n < laterOver[i].length; n++) {
                laterOver[i][n] = StrictMath.pow(belief.withoutSale(i, n, answered), laterFollows);
            }
        }
        return laterOver[i][g];
    }

    /**
     * What an item's demand is multiplied by under a belief: at its discount in the sale, and at the regular price where
     * there is no sale, and likewise after it; one for each way demand may be.
     */
    record Factors(double[] weights, double[] inSale, double[] regular, double[] later) {}

    Factors factors(Belief belief, int i, int discountBps) {
        double[] inSale = new double[belief.weights().length];
        double[] regular = new double[belief.weights().length];
        double[] later = new double[belief.weights().length];
        double[] answered = answers(i, step(i, discountBps), discountBps);
        double[] answeredRegular = laterFollows == 0 ? regularAnswers(i) : response.itemAnswersWithoutSale(i, 0);
        for (int g = 0; g < inSale.length; g++) {
            inSale[g] = belief.factor(i, g, answered);
            regular[g] = laterFollows == 0
                    ? withoutSale * belief.factor(i, g, answeredRegular)
                    : belief.withoutSale(i, g, answeredRegular);
            later[g] = laterOver(belief, i, g);
        }
        return new Factors(belief.weights(), inSale, regular, later);
    }

    /**
     * Likewise of a sale of another extent.
     *
     * @param model units the model expects in it
     * @param regular units that are wanted at the regular price beyond those that are anyway, or fewer
     */
    Sold sold(Factors factors, int i, int stock, double model, double regular) {
        double anyway = shown.items().get(i).laterUnits();
        double all = (double) in.items().get(i).left() + free(i);
        double now = 0;
        double later = 0;
        double[] weights = factors.weights();
        for (int g = 0; g < weights.length; g++) {
            double mean = factors.inSale()[g] * model;
            double deviation = StrictMath.sqrt(dispersion * mean);
            double wanted = Math.max(0, factors.later()[g] * anyway + factors.regular()[g] * regular);
            for (double z : LIKELY) {
                double sold = Math.min(stock, Math.max(0, mean + z * deviation));
                now += weights[g] * sold / LIKELY.length;
                later += weights[g] * Math.min(all - sold, wanted) / LIKELY.length;
            }
        }
        return new Sold(now, later);
    }

    double units(Belief belief, int i, int step, int discountBps, int stock, double extra) {
        return sold(belief, i, step, discountBps, stock, extra).now();
    }

    /** Units the model expects at a step in all the hours that are left. */
    private double model(int i, int step) {
        if (Double.isNaN(models[i][step])) {
            models[i][step] = model(i, step, in.hoursLeft());
        }
        return models[i][step];
    }

    /** Units the model expects at a step in the first of the hours that are left. */
    double model(int i, int step, double hours) {
        return treated * demand.sum(block(i, step), 0, Math.min(hours, in.hoursLeft()), DemandTable.MID);
    }

    /** Likewise in the first of all the hours the sale may have, at the discount in force. */
    double modelTo(int i, int hours) {
        double[] units = modelsTo.get(hours);
        if (units == null) {
            int still = in.stepsBps().indexOf(0);
            units = new double[in.items().size()];
            for (int n = 0; n < units.length; n++) {
                units[n] = treated * demand.sum(block(n, still), 0, hours, DemandTable.MID);
            }
            modelsTo.put(hours, units);
        }
        return units[i];
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
        return need(belief, i, discountBps, COVERED);
    }

    /** Units of stock that will almost surely do. */
    double ampleNeed(Belief belief, int i, int discountBps) {
        return need(belief, i, discountBps, AMPLE);
    }

    private double need(Belief belief, int i, int discountBps, double deviations) {
        int step = step(i, discountBps);
        double model = model(i, step);
        double[] answered = answers(i, step, discountBps);
        double mean = 0;
        for (int g = 0; g < belief.weights().length; g++) {
            mean += belief.weights()[g] * belief.factor(i, g, answered) * model;
        }
        return mean + deviations * StrictMath.sqrt(dispersion * mean);
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
