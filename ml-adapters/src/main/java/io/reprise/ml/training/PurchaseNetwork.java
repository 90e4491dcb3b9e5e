package io.reprise.ml.training;

import io.reprise.ml.features.PurchaseFeatures;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Whether a shopper buys in an hour. Trained on rows of one shopper and one hour; serves the mean over a fixed sample of
 * shoppers, which are constants of the exported model, so its input says all there is to replay it.
 *
 * <p>Row columns: 0 log days since the last purchase, 1 log number of purchases, 2 log money spent, 3 share of own
 * purchases near this hour of day, 4 log share of the hour of week, 5 weekend.
 */
final class PurchaseNetwork implements Network {

    static final int COLUMNS = 6;

    /** @param hidden width of the hidden layer; 0 makes it a logistic regression */
    private final int hidden;

    private final float[][] shoppers;
    private final float[][] affinity;
    private final float logitShift;

    /**
     * @param shoppers [S, 3] columns 0 to 2 of the sample
     * @param affinity [24, S] column 3 of the sample for each hour of day
     * @param logitShift undoes the undersampling of hours without a purchase
     */
    PurchaseNetwork(int hidden, float[][] shoppers, float[][] affinity, float logitShift) {
        this.hidden = hidden;
        this.shoppers = shoppers;
        this.affinity = affinity;
        this.logitShift = logitShift;
    }

    @Override
    public List<float[][]> initial(Random random) {
        return hidden == 0
                ? List.of(new float[COLUMNS][1], new float[1][1])
                : List.of(
                        Network.glorot(random, COLUMNS, hidden),
                        new float[1][hidden],
                        Network.glorot(random, hidden, 1),
                        new float[1][1]);
    }

    private Operand<TFloat32> logit(Ops tf, Operand<TFloat32> x, List<? extends Operand<TFloat32>> w) {
        if (hidden == 0) {
            return tf.math.add(tf.linalg.matMul(x, w.get(0)), w.get(1));
        }
        Operand<TFloat32> layer = tf.math.tanh(tf.math.add(tf.linalg.matMul(x, w.get(0)), w.get(1)));
        return tf.math.add(tf.linalg.matMul(layer, w.get(2)), w.get(3));
    }

    /** Cross-entropy: softplus(logit) − y · logit. */
    @Override
    public Operand<TFloat32> loss(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, List<? extends Operand<TFloat32>> w) {
        Operand<TFloat32> logit = logit(tf, x, w);
        return tf.math.mean(tf.math.sub(tf.math.softplus(logit), tf.math.mul(y, logit)), tf.constant(new int[] {0, 1}));
    }

    /** [hours, 1]: mean probability over the sample. */
    @Override
    public Operand<TFloat32> serve(Ops tf, Operand<TFloat32> x, List<? extends Operand<TFloat32>> w) {
        int sample = shoppers.length;
        Operand<TFloat32> hourOfDay = DemandNetwork.columns(tf, x, 0, 24);
        Operand<TFloat32> own = rows(tf, tf.linalg.matMul(hourOfDay, tf.constant(affinity)), 1);
        Operand<TFloat32> ones = tf.constant(filled(1, sample, 1f));
        Operand<TFloat32> share =
                rows(tf, tf.linalg.matMul(DemandNetwork.columns(tf, x, PurchaseFeatures.HOUR_SHARE, 1), ones), 1);
        Operand<TFloat32> weekend =
                rows(tf, tf.linalg.matMul(DemandNetwork.columns(tf, x, PurchaseFeatures.WEEKEND, 1), ones), 1);
        // Every hour has exactly one hour of day, so its columns add up to one.
        Operand<TFloat32> one = tf.linalg.matMul(hourOfDay, tf.constant(filled(24, 1, 1f)));
        Operand<TFloat32> who = rows(tf, tf.linalg.matMul(one, tf.constant(flat(shoppers))), 3);
        Operand<TFloat32> logit = logit(tf, tf.concat(List.of(who, own, share, weekend), tf.constant(1)), w);
        Operand<TFloat32> probability = tf.math.sigmoid(tf.math.add(logit, tf.constant(logitShift)));
        return tf.math.mean(
                tf.reshape(probability, tf.constant(new int[] {-1, sample})),
                tf.constant(new int[] {1}),
                org.tensorflow.op.math.Mean.keepDims(true));
    }

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> wide, int columns) {
        return tf.reshape(wide, tf.constant(new int[] {-1, columns}));
    }

    private static float[][] filled(int rows, int columns, float value) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            java.util.Arrays.fill(row, value);
        }
        return matrix;
    }

    private static float[][] flat(float[][] matrix) {
        float[][] row = new float[1][matrix.length * matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            System.arraycopy(matrix[i], 0, row[0], i * matrix[0].length, matrix[0].length);
        }
        return row;
    }

    /** Probability of one row outside TensorFlow, in the sample it was trained on: for measures and the baseline. */
    double probability(double[] row, List<float[][]> weights) {
        return 1 / (1 + Math.exp(-logit(row, weights)));
    }

    /** The logit of one row outside TensorFlow. */
    double logit(double[] row, List<float[][]> weights) {
        if (hidden == 0) {
            return layer(row, weights.get(0), weights.get(1))[0];
        }
        double[] middle = layer(row, weights.get(0), weights.get(1));
        for (int i = 0; i < middle.length; i++) {
            middle[i] = Math.tanh(middle[i]);
        }
        return layer(middle, weights.get(2), weights.get(3))[0];
    }

    private static double[] layer(double[] in, float[][] weights, float[][] bias) {
        double[] out = new double[bias[0].length];
        for (int o = 0; o < out.length; o++) {
            out[o] = bias[0][o];
            for (int i = 0; i < in.length; i++) {
                out[o] += in[i] * weights[i][o];
            }
        }
        return out;
    }
}
