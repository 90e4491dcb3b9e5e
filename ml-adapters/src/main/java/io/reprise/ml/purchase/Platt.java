package io.reprise.ml.purchase;

/**
 * Calibration of logits by a logistic regression on them alone, with targets drawn a little away from 0 and 1 (Platt 1999),
 * by Newton's method (Lin, Lin and Weng 2007).
 */
final class Platt {

    private static final int STEPS = 50;

    private Platt() {}

    /** @return slope and shift; the slope is at least a little above zero, so the order of visits stays */
    static double[] fit(double[] logits, float[] bought) {
        double positives = 0;
        for (float one : bought) {
            positives += one;
        }
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (bought.length - positives + 2);
        double slope = 1;
        double shift = 0;
        for (int step = 0; step < STEPS; step++) {
            double g0 = 0;
            double g1 = 0;
            double h00 = 1e-9;
            double h01 = 0;
            double h11 = 1e-9;
            for (int i = 0; i < logits.length; i++) {
                double p = 1 / (1 + Math.exp(-slope * logits[i] - shift));
                double off = p - (bought[i] > 0 ? high : low);
                double weight = p * (1 - p);
                g0 += off * logits[i];
                g1 += off;
                h00 += weight * logits[i] * logits[i];
                h01 += weight * logits[i];
                h11 += weight;
            }
            double determinant = h00 * h11 - h01 * h01;
            if (determinant < 1e-12) {
                break;
            }
            slope -= (h11 * g0 - h01 * g1) / determinant;
            shift -= (h00 * g1 - h01 * g0) / determinant;
        }
        return new double[] {Math.max(0.05, slope), shift};
    }
}
