package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentInputs.Stretch;
import io.reprise.domain.model.vocabulary.Price;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How demand answers to prices, as the response model says and the sale corrects.
 *
 * <p>Units of an item in a stretch are Poisson around {@code level × expected × (price / planned price)^-correction}: each
 * item has its level, all share one correction of the model's elasticity. Those held out buy less than those who see the
 * sale for another reason than prices, too: a sale that is announced draws purchases from the hours around it. By how much
 * is not known, and the more is put down to it the less is left for prices to explain. Levels are Gamma a priori around the
 * pace of the whole sale and are integrated out; correction and draw are Normal a priori and live on a grid (conjugate
 * Gamma-Poisson regression; Gelman et al., Bayesian Data Analysis, 3rd ed., sections 2.6 and 3). Units come in orders of
 * several, so all counts are divided by {@code dispersion} (quasi-likelihood, McCullagh and Nelder 1989, chapter 9).
 */
final class ShownResponse {

    private static final int CORRECTIONS = 21;
    private static final int DRAWS = 5;
    private static final int GRID = CORRECTIONS * DRAWS;

    /** How far the grid reaches, in standard deviations of what is believed beforehand. */
    private static final double REACH = 2.5;

    private final double[] corrections = new double[GRID];
    private final double[] draws = new double[GRID];
    private final double[] weights = new double[GRID];
    private final Map<Double, double[]> answers = new HashMap<>();
    private final Map<Double, double[]> heldOutAnswers = new HashMap<>();
    private final Map<Long, double[]> itemAnswers = new HashMap<>();
    private final Map<Long, double[]> itemAnswersWithoutSale = new HashMap<>();
    private final double[] shape;
    private final double[][] rate;
    private final int[] plannedBps;
    private final double pace;

    /** By hours without a push wave alone. */
    ShownResponse(Shown shown, Parameters p) {
        this(shown, p, false);
    }

    /**
     * @param heedsPushed whether hours in which a push wave worked count too, at what all items together sold more in them
     * @param p {@code shrinkUnits}: units worth of doubt about the pace; {@code levelOrders}: orders worth of belief that an
     *     item does as the whole; {@code dispersion}: variance over mean of units; {@code correctionDeviation}: how wrong
     *     the model's elasticity may be; {@code drawn} and {@code drawnDeviation}: logarithm of how much more a sale sells
     *     because it is one
     */
    ShownResponse(Shown shown, Parameters p, boolean heedsPushed) {
        int items = shown.items().size();
        double dispersion = p.within("dispersion", 1, 1_000);
        double believed = p.within("levelOrders", 1e-3, 1e6);
        pace = pace(shown, p.within("shrinkUnits", 1e-3, 1e9));
        double pushed = heedsPushed ? pushed(shown, p) : 1;
        shape = new double[items];
        rate = new double[items][GRID];
        plannedBps = new int[items];
        double[] logs = grid(p);
        for (int i = 0; i < items; i++) {
            ItemShown item = shown.items().get(i);
            plannedBps[i] = item.plannedBps();
            List<Stretch> stretches = item.stretches().stream()
                    .filter(stretch -> heedsPushed || stretch.pushed().isEmpty())
                    .toList();
            double[] expected = new double[stretches.size()];
            double[][] answered = new double[stretches.size()][];
            double sold = 0;
            double tilt = 0;
            double heldOut = 0;
            for (int s = 0; s < expected.length; s++) {
                Stretch stretch = stretches.get(s);
                double logPrice = logPrice(stretch.discountBps(), item.plannedBps());
                double orders = stretch.soldUnits() / dispersion;
                sold += orders;
                tilt += orders * logPrice;
                heldOut += stretch.heldOut() ? orders : 0;
                expected[s] = (stretch.pushed().isPresent() ? pushed : 1) * stretch.expectedUnits() / dispersion;
                answered[s] = stretch.heldOut() ? answersWithoutSale(logPrice) : answers(logPrice);
            }
            shape[i] = believed + sold;
            for (int g = 0; g < GRID; g++) {
                double sum = 0;
                for (int s = 0; s < expected.length; s++) {
                    sum += expected[s] * answered[s][answered[s].length == GRID ? g : g / DRAWS];
                }
                rate[i][g] = believed / pace + sum;
                logs[g] -= shape[i] * StrictMath.log(rate[i][g]) + corrections[g] * tilt + draws[g] * heldOut;
            }
        }
        weigh(logs);
    }

    /**
     * What demand is multiplied by at a price, for each correction of the grid. Computed once for each price: many items have
     * the same, and every belief asks again.
     *
     * @param logPrice of a price over the planned one
     */
    double[] answers(double logPrice) {
        return answers.computeIfAbsent(logPrice, price -> {
            double[] all = new double[CORRECTIONS];
            for (int c = 0; c < CORRECTIONS; c++) {
                all[c] = StrictMath.exp(-corrections[c * DRAWS] * price);
            }
            return all;
        });
    }

    /** Likewise where there is no sale, as for those held out, for each point of the grid. */
    double[] answersWithoutSale(double logPrice) {
        return heldOutAnswers.computeIfAbsent(logPrice, this::heldOutAnswers);
    }

    private double[] heldOutAnswers(double logPrice) {
        double[] all = new double[GRID];
        for (int g = 0; g < GRID; g++) {
            all[g] = StrictMath.exp(-corrections[g] * logPrice - draws[g]);
        }
        return all;
    }

    /** Lays out the grid. @return logarithms of what is believed of it beforehand */
    private double[] grid(Parameters p) {
        double correctionDeviation = p.within("correctionDeviation", 1e-3, 10);
        double drawnDeviation = p.within("drawnDeviation", 1e-3, 10);
        double[] logs = new double[GRID];
        for (int g = 0; g < GRID; g++) {
            double correction = REACH * (2.0 * (g / DRAWS) / (CORRECTIONS - 1) - 1);
            double draw = REACH * (2.0 * (g % DRAWS) / (DRAWS - 1) - 1);
            corrections[g] = correctionDeviation * correction;
            draws[g] = p.within("drawn", -2, 2) + drawnDeviation * draw;
            logs[g] = -(correction * correction + draw * draw) / 2;
        }
        return logs;
    }

    private void weigh(double[] logs) {
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log);
        }
        double sum = 0;
        for (int g = 0; g < GRID; g++) {
            weights[g] = StrictMath.exp(logs[g] - top);
            sum += weights[g];
        }
        for (int g = 0; g < GRID; g++) {
            weights[g] /= sum;
        }
    }

    /** Sold over expected, of shoppers who saw the sale, shrunk towards 1. */
    private static double pace(Shown shown, double doubt) {
        double sold = doubt;
        double expected = doubt;
        for (ItemShown item : shown.items()) {
            for (Stretch stretch : item.stretches()) {
                if (!stretch.heldOut() && stretch.pushed().isEmpty()) {
                    sold += stretch.soldUnits();
                    expected += stretch.expectedUnits();
                }
            }
        }
        return Math.max(1e-3, sold / expected);
    }

    /** How much more was sold where a push wave worked, drawn towards what is believed beforehand. */
    private double pushed(Shown shown, Parameters p) {
        double doubt = p.within("pushedUnits", 1e-3, 1e9);
        double sold = p.within("pushedLift", 0.1, 10) * doubt;
        double expected = doubt;
        for (ItemShown item : shown.items()) {
            for (Stretch stretch : item.stretches()) {
                if (stretch.pushed().isPresent()) {
                    sold += stretch.soldUnits();
                    expected += pace * stretch.expectedUnits();
                }
            }
        }
        return Math.max(1e-3, sold / expected);
    }

    private static double logPrice(int discountBps, int plannedBps) {
        return StrictMath.log((double) (Price.WHOLE_BPS - discountBps) / (Price.WHOLE_BPS - plannedBps));
    }

    double pace() {
        return pace;
    }

    /** What the sale says of the model's elasticity: above 0, demand answers to prices more than the model thinks. */
    double correction() {
        double mean = 0;
        for (int g = 0; g < GRID; g++) {
            mean += weights[g] * corrections[g];
        }
        return mean;
    }

    /**
     * Ways demand may be: a correction and, for each item, a level.
     *
     * @param corrections where each way's correction is among those of the grid
     * @param points where each way is on the grid
     */
    record Belief(double[] weights, int[] corrections, int[] points, double[][] levels) {

        /**
         * What the model's units at a price are to be multiplied by, in the g-th of these ways.
         *
         * @param answers {@link ShownResponse#answers} to the price
         */
        double factor(int item, int g, double[] answers) {
            return levels[item][g] * answers[corrections[g]];
        }

        /**
         * Likewise where there is no sale.
         *
         * @param answers {@link ShownResponse#answersWithoutSale} to the price
         */
        double withoutSale(int item, int g, double[] answers) {
            return levels[item][g] * answers[points[g]];
        }
    }

    /** Everything that is believed, each with its weight. */
    Belief mean() {
        double[][] levels = new double[shape.length][GRID];
        int[] at = new int[GRID];
        int[] points = new int[GRID];
        for (int g = 0; g < GRID; g++) {
            at[g] = g / DRAWS;
            points[g] = g;
        }
        for (int i = 0; i < shape.length; i++) {
            for (int g = 0; g < GRID; g++) {
                levels[i][g] = shape[i] / rate[i][g];
            }
        }
        return new Belief(weights, at, points, levels);
    }

    /** One draw of what is believed (Thompson 1933). */
    Belief draw(SplittableRandom random) {
        double u = random.nextDouble();
        int g = 0;
        while (g < GRID - 1 && u >= weights[g]) {
            u -= weights[g];
            g++;
        }
        double[][] levels = new double[shape.length][1];
        for (int i = 0; i < shape.length; i++) {
            levels[i][0] = GammaDraw.of(shape[i], random) / rate[i][g];
        }
        return new Belief(new double[] {1}, new int[] {g / DRAWS}, new int[] {g}, levels);
    }

    /** {@link #answers} to an item's price at a discount. Many items were planned at the same: the logarithm is taken once. */
    double[] itemAnswers(int item, int discountBps) {
        return itemAnswers.computeIfAbsent(
                pair(discountBps, plannedBps[item]), pair -> answers(logPrice(discountBps, plannedBps[item])));
    }

    /** Likewise {@link #answersWithoutSale}. */
    double[] itemAnswersWithoutSale(int item, int discountBps) {
        return itemAnswersWithoutSale.computeIfAbsent(
                pair(discountBps, plannedBps[item]),
                pair -> answersWithoutSale(logPrice(discountBps, plannedBps[item])));
    }

    private static long pair(int discountBps, int plannedBps) {
        return ((long) discountBps << Integer.SIZE) | plannedBps;
    }
}
