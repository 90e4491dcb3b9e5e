package io.reprise.ml.demand;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** Pieces that the encoders and the decoder are made of; a sequence is [batch, steps, columns]. */
final class Layers {

    private Layers() {}

    static List<Weight> dense(Random random, String name, int in, int out) {
        return List.of(Weight.glorot(random, name, in, out), Weight.filled(name + "-bias", 0, out));
    }

    /** Of a matrix. */
    static Operand<TFloat32> dense(Scope scope, Operand<TFloat32> x, String name) {
        Ops tf = scope.tf();
        return tf.math.add(tf.linalg.matMul(x, scope.weight(name)), scope.weight(name + "-bias"));
    }

    /** Of each step of a sequence. */
    static Operand<TFloat32> dense(Scope scope, Operand<TFloat32> x, String name, int steps, int in, int out) {
        Ops tf = scope.tf();
        return sequence(tf, dense(scope, flat(tf, x, in), name), steps, out);
    }

    static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> x, int columns) {
        return tf.reshape(x, tf.constant(new int[] {-1, columns}));
    }

    static Operand<TFloat32> sequence(Ops tf, Operand<TFloat32> x, int steps, int columns) {
        return tf.reshape(x, tf.constant(new int[] {-1, steps, columns}));
    }

    static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> x, int from, int count) {
        return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
    }

    /** One step of a sequence: [batch, columns]. */
    static Operand<TFloat32> step(Ops tf, Operand<TFloat32> x, int step, int columns) {
        return flat(
                tf, tf.slice(x, tf.constant(new int[] {0, step, 0}), tf.constant(new int[] {-1, 1, columns})), columns);
    }

    static Operand<TFloat32> stack(Ops tf, List<Operand<TFloat32>> steps, int columns) {
        return sequence(tf, tf.concat(steps, tf.constant(1)), steps.size(), columns);
    }

    /** Each query's mean of the values, weighed by how well their keys fit (Vaswani et al. 2017). */
    static Operand<TFloat32> attention(
            Ops tf,
            Operand<TFloat32> queries,
            Operand<TFloat32> keys,
            Operand<TFloat32> values,
            Operand<TFloat32> penalty,
            int width) {
        Operand<TFloat32> fit = tf.math.mul(
                tf.train.batchMatMul(queries, keys, TFloat32.class, BatchMatMul.adjY(true)),
                tf.constant((float) (1 / Math.sqrt(width))));
        return tf.train.batchMatMul(tf.nn.softmax(tf.math.add(fit, penalty)), values, TFloat32.class);
    }

    static List<Weight> norm(String name, int columns) {
        return List.of(Weight.filled(name + "-gain", 1, columns), Weight.filled(name + "-shift", 0, columns));
    }

    /** Rows brought to mean 0 and deviation 1, then scaled (Ba et al. 2016); of a matrix. */
    static Operand<TFloat32> norm(Scope scope, Operand<TFloat32> x, String name) {
        Ops tf = scope.tf();
        Operand<TFloat32> mean =
                tf.math.mean(x, tf.constant(new int[] {1}), org.tensorflow.op.math.Mean.keepDims(true));
        Operand<TFloat32> centred = tf.math.sub(x, mean);
        Operand<TFloat32> variance = tf.math.mean(
                tf.math.square(centred), tf.constant(new int[] {1}), org.tensorflow.op.math.Mean.keepDims(true));
        Operand<TFloat32> scaled = tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(1e-5f))));
        return tf.math.add(tf.math.mul(scaled, scope.weight(name + "-gain")), scope.weight(name + "-shift"));
    }
}
