package io.reprise.ml.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * At which hours a shopper came before, where the head of hours begins: each visit counts at its hour and, by a bell around the
 * clock, at those near (a wrapped kernel estimate), beside what everybody does (Dirichlet smoothing). A visit's hour is that of
 * its last action: one after which an hour or more went by.
 *
 * @param everybody share of each hour among all purchases; adds up to 1
 * @param strength how many visits what everybody does counts as; above 0
 * @param width of the bell in hours, its standard deviation; 0 for none
 */
public record OwnHours(double[] everybody, double strength, double width) {

    private static final double[] STRENGTHS = {0.5, 1, 2, 4, 6, 8, 12, 16, 24, 32, 64, 128};
    private static final double[] WIDTHS = {0, 0.5, 0.75, 1, 1.25, 1.5, 2, 3};
    private static final long VISIT_MINUTES = 60;

    /** The best of a grid by the log-likelihood of the hours of the examples' purchases. */
    static OwnHours chosen(SequenceModel model, List<Example> validation, double[] everybody) {
        List<Example> buyers =
                validation.stream().filter(example -> example.hour() >= 0).toList();
        List<OwnHours> all = new ArrayList<>();
        for (double strength : STRENGTHS) {
            for (double width : WIDTHS) {
                all.add(new OwnHours(everybody, strength, width));
            }
        }
        return all.stream()
                .max(Comparator.comparingDouble(own -> own.logLikelihood(model, buyers)))
                .orElseThrow();
    }

    private double logLikelihood(SequenceModel model, List<Example> buyers) {
        double[][] bells = bells();
        return buyers.stream()
                .mapToDouble(example -> Math.log(shares(model, example.history(), bells)[example.hour()]))
                .sum();
    }

    /** Shares of the hours for what the model sees of a history; they add up to 1. */
    public double[] shares(SequenceModel model, History history) {
        return shares(model, history, bells());
    }

    private double[] shares(SequenceModel model, History history, double[][] bells) {
        History seen = history.latest(model.size().length() - (model.shape().isCausal() ? 0 : 1));
        int[] gaps = seen.channels()[model.shape().channel(BehaviourVocabulary.GAP)];
        int[] hours = seen.channels()[model.shape().channel(BehaviourVocabulary.HOUR)];
        double[] shares =
                Arrays.stream(everybody).map(share -> share * strength).toArray();
        double sum = strength;
        for (int i = 0; i < hours.length; i++) {
            if (hours[i] > 0 && gaps[i] >= BehaviourVocabulary.gap(VISIT_MINUTES)) {
                for (int hour = 0; hour < shares.length; hour++) {
                    shares[hour] += bells[hours[i] - 1][hour];
                }
                sum++;
            }
        }
        for (int hour = 0; hour < shares.length; hour++) {
            shares[hour] /= sum;
        }
        return shares;
    }

    /** For each hour of a visit what it counts at each hour; adds up to 1. */
    private double[][] bells() {
        int hours = everybody.length;
        double[][] bells = new double[hours][hours];
        for (int of = 0; of < hours; of++) {
            double sum = 0;
            for (int at = 0; at < hours; at++) {
                int apart = Math.min(Math.abs(of - at), hours - Math.abs(of - at));
                bells[of][at] = width == 0 ? (apart == 0 ? 1 : 0) : Math.exp(-apart * apart / (2 * width * width));
                sum += bells[of][at];
            }
            for (int at = 0; at < hours; at++) {
                bells[of][at] /= sum;
            }
        }
        return bells;
    }

    /**
     * The same in the graph.
     *
     * @param gaps [n, l], likewise {@code hours}, 0 where there is no action
     * @return [n, hours]
     */
    Operand<TFloat32> shares(Ops tf, Operand<TInt32> gaps, Operand<TInt32> hours) {
        int n = everybody.length;
        float[][] table = new float[n + 1][n];
        float[][] common = new float[1][n];
        double[][] bells = bells();
        for (int of = 0; of < n; of++) {
            common[0][of] = (float) (strength * everybody[of]);
            for (int at = 0; at < n; at++) {
                table[of + 1][at] = (float) bells[of][at];
            }
        }
        Operand<TFloat32> ends = tf.dtypes.cast(
                tf.math.logicalAnd(
                        tf.math.greaterEqual(gaps, tf.constant(BehaviourVocabulary.gap(VISIT_MINUTES))),
                        tf.math.greater(hours, tf.constant(0))),
                TFloat32.class);
        Operand<TFloat32> each =
                tf.math.mul(tf.gather(tf.constant(table), hours, tf.constant(0)), tf.expandDims(ends, tf.constant(2)));
        Operand<TFloat32> counts = tf.math.add(tf.sum(each, tf.constant(1)), tf.constant(common));
        Operand<TFloat32> visits = tf.sum(ends, tf.constant(1), Sum.keepDims(true));
        return tf.math.div(counts, tf.math.add(visits, tf.constant((float) strength)));
    }
}
