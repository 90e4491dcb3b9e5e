package io.reprise.ml.training;

import io.reprise.ml.features.DemandFeatures;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Demand for an item in an hour: recent level × share of the hour × a learned correction × price effect. The elasticity
 * is one learned number kept positive by a softplus, so a deeper discount never lowers demand; the outer quantiles are
 * the middle times a factor below and above one, so they never cross.
 */
final class DemandNetwork implements Network {

    private static final int HIDDEN = 12;
    private static final int CONTEXT = 5;

    @Override
    public List<float[][]> initial(Random random) {
        return List.of(
                Network.glorot(random, CONTEXT, HIDDEN),
                new float[1][HIDDEN],
                Network.glorot(random, HIDDEN, 3),
                new float[][] {{0, -1, 1}},
                new float[][] {{0.5f}});
    }

    /** [n, 3]: 10 % quantile, expected units, 90 % quantile. */
    @Override
    public Operand<TFloat32> serve(Ops tf, Operand<TFloat32> x, List<? extends Operand<TFloat32>> w) {
        Operand<TFloat32> context = columns(tf, x, 0, CONTEXT);
        Operand<TFloat32> hidden = tf.math.tanh(tf.math.add(tf.linalg.matMul(context, w.get(0)), w.get(1)));
        Operand<TFloat32> out = tf.math.add(tf.linalg.matMul(hidden, w.get(2)), w.get(3));
        // At most e² up or down from the recent level.
        Operand<TFloat32> correction =
                tf.math.mul(tf.constant(2f), tf.math.tanh(tf.math.mul(tf.constant(0.5f), columns(tf, out, 0, 1))));
        Operand<TFloat32> elasticity = tf.math.softplus(w.get(4));
        Operand<TFloat32> price = tf.math.mul(elasticity, columns(tf, x, DemandFeatures.DISCOUNT, 1));
        Operand<TFloat32> log = tf.math.add(
                tf.math.add(columns(tf, x, DemandFeatures.LEVEL, 1), columns(tf, x, DemandFeatures.HOUR_SHARE, 1)),
                tf.math.add(correction, price));
        Operand<TFloat32> expected = tf.math.exp(tf.math.sub(log, tf.constant((float) StrictMath.log(7))));
        Operand<TFloat32> low = tf.math.mul(expected, tf.math.sigmoid(columns(tf, out, 1, 1)));
        Operand<TFloat32> high =
                tf.math.mul(expected, tf.math.add(tf.constant(1f), tf.math.softplus(columns(tf, out, 2, 1))));
        return tf.concat(List.of(low, expected, high), tf.constant(1));
    }

    /** Poisson deviance of the expectation and pinball losses of the outer quantiles. */
    @Override
    public Operand<TFloat32> loss(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, List<? extends Operand<TFloat32>> w) {
        Operand<TFloat32> answer = serve(tf, x, w);
        Operand<TFloat32> expected = tf.math.maximum(columns(tf, answer, 1, 1), tf.constant(1e-4f));
        Operand<TFloat32> poisson = tf.math.sub(expected, tf.math.mul(y, tf.math.log(expected)));
        Operand<TFloat32> outer = tf.math.add(
                pinball(tf, y, columns(tf, answer, 0, 1), 0.1f), pinball(tf, y, columns(tf, answer, 2, 1), 0.9f));
        return tf.math.mean(tf.math.add(poisson, outer), tf.constant(new int[] {0, 1}));
    }

    private static Operand<TFloat32> pinball(Ops tf, Operand<TFloat32> y, Operand<TFloat32> quantile, float level) {
        Operand<TFloat32> over = tf.math.sub(y, quantile);
        return tf.math.maximum(tf.math.mul(over, tf.constant(level)), tf.math.mul(over, tf.constant(level - 1)));
    }

    static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> x, int from, int count) {
        return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
    }
}
