package io.reprise.ml.fairness;

import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of one group in ascending order of what was predicted; every figure is one pass over them. */
final class BinaryRows implements GroupBootstrap.Rows {

    static final String PREDICTED = "predicted";
    static final String OBSERVED = "observed";
    private static final double SMALLEST = 1e-7;
    private static final int BINS = 10;
    private static final int NEWTON_STEPS = 25;

    private final double[] p;
    private final double[] y;
    private final double[] logit;
    /** After the shift. */
    private final double[] expected;

    private final double threshold;

    BinaryRows(double[] p, double[] y, double threshold, double shift) {
        this.p = p;
        this.y = y;
        this.threshold = threshold;
        this.logit = new double[p.length];
        this.expected = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            logit[i] = logit(p[i]);
            expected[i] = shifted(p[i], shift);
        }
    }

    private static double logit(double probability) {
        double clipped = clip(probability);
        return StrictMath.log(clipped / (1 - clipped));
    }

    /** A probability whose logit is larger by {@code shift}. */
    static double shifted(double probability, double shift) {
        return 1 / (1 + StrictMath.exp(-(logit(probability) + shift)));
    }

    private static double clip(double probability) {
        return Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
    }

    @Override
    public int size() {
        return p.length;
    }

    @Override
    public SortedMap<String, Double> figures(int[] weights) {
        double rows = 0;
        double events = 0;
        double predicted = 0;
        double selected = 0;
        double hits = 0;
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            int w = weights[i];
            rows += w;
            events += w * y[i];
            predicted += w * expected[i];
            selected += p[i] >= threshold ? w : 0;
            hits += p[i] >= threshold ? w * y[i] : 0;
            loss -= w == 0 ? 0 : w * StrictMath.log(y[i] > 0 ? clip(p[i]) : 1 - clip(p[i]));
        }
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put(PREDICTED, predicted / rows);
        figures.put(OBSERVED, events / rows);
        figures.put(BinaryFairness.SELECTION_RATE, selected / rows);
        figures.put(BinaryFairness.TRUE_POSITIVE_RATE, hits / events);
        figures.put(BinaryFairness.FALSE_POSITIVE_RATE, (selected - hits) / (rows - events));
        figures.put("auc", auc(weights, events, rows - events));
        figures.put("log-loss", loss / rows);
        figures.put("calibration-error", calibrationError(weights, rows));
        figures.put("calibration-slope", calibrationSlope(weights));
        return figures;
    }

    /** Mann and Whitney's statistic, ties counted half. */
    private double auc(int[] weights, double events, double others) {
        double below = 0;
        double sum = 0;
        for (int i = 0; i < p.length; ) {
            double eventsHere = 0;
            double othersHere = 0;
            int j = i;
            for (; j < p.length && p[j] == p[i]; j++) {
                eventsHere += weights[j] * y[j];
                othersHere += weights[j] * (1 - y[j]);
            }
            sum += eventsHere * (below + othersHere / 2);
            below += othersHere;
            i = j;
        }
        return sum / (events * others);
    }

    private double calibrationError(int[] weights, double rows) {
        double[] difference = new double[BINS];
        double before = 0;
        for (int i = 0; i < p.length; i++) {
            int bin = (int) Math.min(BINS - 1, before * BINS / rows);
            difference[bin] += weights[i] * (expected[i] - y[i]);
            before += weights[i];
        }
        double error = 0;
        for (double d : difference) {
            error += Math.abs(d) / rows;
        }
        return error;
    }

    /** Logistic regression on the logit, by Newton's method; no number where it does not converge. */
    private double calibrationSlope(int[] weights) {
        double intercept = 0;
        double slope = 1;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double g0 = 0;
            double g1 = 0;
            double h00 = 0;
            double h01 = 0;
            double h11 = 0;
            for (int i = 0; i < p.length; i++) {
                if (weights[i] == 0) {
                    continue;
                }
                double q = 1 / (1 + StrictMath.exp(-(intercept + slope * logit[i])));
                double residual = weights[i] * (y[i] - q);
                double curvature = weights[i] * q * (1 - q);
                g0 += residual;
                g1 += residual * logit[i];
                h00 += curvature;
                h01 += curvature * logit[i];
                h11 += curvature * logit[i] * logit[i];
            }
            double determinant = h00 * h11 - h01 * h01;
            if (!(determinant > 1e-12)) {
                return Double.NaN;
            }
            double move0 = (h11 * g0 - h01 * g1) / determinant;
            double move1 = (h00 * g1 - h01 * g0) / determinant;
            intercept += move0;
            slope += move1;
            if (Math.abs(move0) + Math.abs(move1) < 1e-8) {
                return slope;
            }
        }
        return Double.NaN;
    }
}
