package io.reprise.ml.purchase;

import io.reprise.ml.graph.Model;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Slot;
import io.reprise.ml.graph.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The logit of a purchase: a weight for each column, plus what two crossings of the columns with themselves (deep and cross
 * network, second version: Wang et al. 2021) and two layers upon them add.
 */
final class SessionNetwork implements Model {

    static final String FEATURES = "features";
    static final String TARGETS = "targets";
    static final String LOGIT = "logit";

    private static final int CROSSINGS = 2;

    private final int columns;
    private final int width;
    private final float dropout;
    private final float penalty;

    /** @param width of the layers; 0 leaves a logistic regression, @param penalty on the squares of weights */
    SessionNetwork(int columns, int width, float dropout, float penalty) {
        this.columns = columns;
        this.width = width;
        this.dropout = dropout;
        this.penalty = penalty;
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.fractions(FEATURES, -1, columns), Slot.fractions(TARGETS, -1, 1));
    }

    @Override
    public List<Weight> initial(Random random) {
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.filled("wide", 0, columns, 1));
        weights.add(new Weight("bias", new long[] {1}, new float[] {-1.7f}));
        if (width > 0) {
            weights.add(Weight.glorot(random, "enter", columns, width));
            weights.add(Weight.filled("enter-bias", 0, width));
            for (int i = 0; i < CROSSINGS; i++) {
                weights.add(Weight.glorot(random, "cross" + i, width, width));
                weights.add(Weight.filled("cross-bias" + i, 0, width));
            }
            weights.add(Weight.glorot(random, "deep", width, width));
            weights.add(Weight.filled("deep-bias", 0, width));
            weights.add(Weight.normal(random, "out", 0.05, 2L * width, 1));
        }
        return weights;
    }

    Operand<TFloat32> logit(Scope scope) {
        Ops tf = scope.tf();
        Operand<TFloat32> x = scope.fractions(FEATURES);
        Operand<TFloat32> logit = tf.math.add(tf.linalg.matMul(x, scope.weight("wide")), scope.weight("bias"));
        if (width == 0) {
            return logit;
        }
        Operand<TFloat32> base = tf.math.add(
                tf.linalg.matMul(scope.dropout(x, dropout), scope.weight("enter")), scope.weight("enter-bias"));
        Operand<TFloat32> crossed = base;
        for (int i = 0; i < CROSSINGS; i++) {
            Operand<TFloat32> mixed =
                    tf.math.add(tf.linalg.matMul(crossed, scope.weight("cross" + i)), scope.weight("cross-bias" + i));
            crossed = tf.math.add(crossed, tf.math.mul(base, mixed));
        }
        Operand<TFloat32> deep = tf.nn.relu(
                tf.math.add(tf.linalg.matMul(tf.nn.relu(base), scope.weight("deep")), scope.weight("deep-bias")));
        Operand<TFloat32> top = scope.dropout(tf.concat(List.of(crossed, deep), tf.constant(1)), dropout);
        return tf.math.add(logit, tf.linalg.matMul(top, scope.weight("out")));
    }

    /** Log-loss, and while learning the penalty. */
    @Override
    public Operand<TFloat32> loss(Scope scope) {
        Ops tf = scope.tf();
        Operand<TFloat32> logit = logit(scope);
        Operand<TFloat32> loss = tf.math.mean(
                tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, scope.fractions(TARGETS))),
                tf.constant(new int[] {0, 1}));
        if (!scope.isLearning() || penalty == 0) {
            return loss;
        }
        for (String name : width > 0 ? List.of("wide", "enter", "deep") : List.of("wide")) {
            Operand<TFloat32> squares = tf.sum(tf.math.square(scope.weight(name)), tf.constant(new int[] {0, 1}));
            loss = tf.math.add(loss, tf.math.mul(squares, tf.constant(penalty)));
        }
        return loss;
    }

    @Override
    public Map<String, Operand<TFloat32>> answers(Scope scope) {
        return Map.of(LOGIT, logit(scope));
    }
}
