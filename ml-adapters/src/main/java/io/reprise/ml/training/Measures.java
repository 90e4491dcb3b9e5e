package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How well answers fit what came. */
public final class Measures {

    private Measures() {}

    /** Poisson deviance, pinball losses, weighted absolute percentage error, coverage of the band. */
    public static SortedMap<String, Double> demand(Tensor answer, float[] y) {
        double deviance = 0;
        double pinball = 0;
        double absolute = 0;
        double sum = 0;
        double inside = 0;
        for (int row = 0; row < y.length; row++) {
            double expected = Math.max(1e-4, answer.at(row, 1));
            double actual = y[row];
            deviance += 2 * ((actual > 0 ? actual * Math.log(actual / expected) : 0) - (actual - expected));
            pinball += pinball(actual, answer.at(row, 0), 0.1) + pinball(actual, answer.at(row, 2), 0.9);
            absolute += Math.abs(actual - expected);
            sum += actual;
            inside += actual >= answer.at(row, 0) && actual <= answer.at(row, 2) ? 1 : 0;
        }
        SortedMap<String, Double> measures = new TreeMap<>();
        measures.put("poisson-deviance", deviance / y.length);
        measures.put("pinball-10-90", pinball / y.length);
        measures.put("wape", absolute / sum);
        measures.put("band-coverage", inside / y.length);
        return measures;
    }

    private static double pinball(double actual, double quantile, double level) {
        double over = actual - quantile;
        return Math.max(level * over, (level - 1) * over);
    }

    /** Log-loss, area under the ROC curve, expected calibration error over ten equal groups. */
    public static SortedMap<String, Double> probability(double[] p, float[] y) {
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            double clipped = Math.min(1 - 1e-7, Math.max(1e-7, p[i]));
            loss -= y[i] > 0 ? Math.log(clipped) : Math.log(1 - clipped);
        }
        Integer[] order = IntStream.range(0, y.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        SortedMap<String, Double> measures = new TreeMap<>();
        measures.put("log-loss", loss / y.length);
        measures.put("auc", auc(order, p, y));
        measures.put("calibration-error", calibrationError(order, p, y));
        return measures;
    }

    /** Mann and Whitney's statistic, ties counted half. */
    private static double auc(Integer[] order, double[] p, float[] y) {
        double rankSum = 0;
        double positives = 0;
        for (int i = 0; i < order.length; ) {
            int j = i;
            while (j < order.length && p[order[j]] == p[order[i]]) {
                j++;
            }
            double rank = (i + 1 + j) / 2.0;
            for (; i < j; i++) {
                rankSum += y[order[i]] > 0 ? rank : 0;
                positives += y[order[i]] > 0 ? 1 : 0;
            }
        }
        double negatives = y.length - positives;
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    private static double calibrationError(Integer[] order, double[] p, float[] y) {
        double error = 0;
        for (int group = 0; group < 10; group++) {
            int from = (int) ((long) group * order.length / 10);
            int to = (int) ((long) (group + 1) * order.length / 10);
            double predicted = 0;
            double actual = 0;
            for (int i = from; i < to; i++) {
                predicted += p[order[i]];
                actual += y[order[i]];
            }
            error += Math.abs(predicted - actual) / order.length;
        }
        return error;
    }
}
