package io.reprise.ml.sequence;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.sequence.SequenceShape.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A transformer encoder (Vaswani et al. 2017) with layer norm before each part of a block (Xiong et al. 2020) and learned
 * positions that are counted from the end, so that short sequences need no padding up to the full length.
 */
final class Encoder {

    static final String ITEM = "item";

    private static final float NO_ATTENTION = -1e9f;
    private static final float EPSILON = 1e-6f;
    private static final double DEVIATION = 0.02;

    private final SequenceShape shape;
    private final TransformerSize size;
    private final Scope scope;
    private final Ops tf;

    /**
     * @param embedded [n, l, width] what an action is, without its position
     * @param hidden [n, l, width]
     * @param attention for each block [n, heads, l, l]: how much each position (third) looks at each (fourth)
     */
    record Encoded(Operand<TFloat32> embedded, Operand<TFloat32> hidden, List<Operand<TFloat32>> attention) {}

    Encoder(SequenceShape shape, TransformerSize size, Scope scope) {
        this.shape = shape;
        this.size = size;
        this.scope = scope;
        this.tf = scope.tf();
    }

    static List<Weight> initial(SequenceShape shape, TransformerSize size, Random random) {
        int width = size.width();
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.normal(random, ITEM, DEVIATION, shape.items() + 2, width));
        for (Channel channel : shape.channels()) {
            weights.add(Weight.normal(random, "channel." + channel.name(), DEVIATION, channel.size() + 1, width));
        }
        weights.add(Weight.normal(random, "position", DEVIATION, size.length(), width));
        norm(weights, "in", width);
        for (int i = 0; i < size.layers(); i++) {
            String block = "block" + i;
            norm(weights, block + ".first", width);
            layer(weights, random, block + ".asked", width, 3 * width);
            layer(weights, random, block + ".mixed", width, width);
            norm(weights, block + ".second", width);
            layer(weights, random, block + ".up", width, size.feedForward());
            layer(weights, random, block + ".down", size.feedForward(), width);
        }
        norm(weights, "out", width);
        return weights;
    }

    private static void norm(List<Weight> weights, String name, int width) {
        weights.add(Weight.filled(name + ".scale", 1, width));
        weights.add(Weight.filled(name + ".shift", 0, width));
    }

    static void layer(List<Weight> weights, Random random, String name, int in, int out) {
        weights.add(Weight.glorot(random, name, in, out));
        weights.add(Weight.filled(name + ".shift", 0, out));
    }

    /** [n, l, width]: what each action is, as a sum of what is known of it. */
    Operand<TFloat32> embed(Operand<TInt32> items, List<Operand<TInt32>> channels) {
        Operand<TFloat32> sum = rows(scope.weight(ITEM), items);
        for (int c = 0; c < channels.size(); c++) {
            String name = shape.channels().get(c).name();
            sum = tf.math.add(sum, rows(scope.weight("channel." + name), channels.get(c)));
        }
        return sum;
    }

    /** @param items [n, l], 0 at the front where a sequence is shorter than l; l is at most the length */
    Encoded encode(Operand<TInt32> items, Operand<TFloat32> embedded) {
        Operand<TInt32> length = dimension(tf.shape(items), 1);
        Operand<TInt32> end = tf.constant(size.length());
        Operand<TInt32> positions = tf.range(tf.math.sub(end, length), end, tf.constant(1));
        Operand<TFloat32> x = tf.math.add(embedded, rows(scope.weight("position"), positions));
        x = scope.dropout(norm(x, "in"), size.dropout());
        Operand<TFloat32> mask = mask(items, length);
        List<Operand<TFloat32>> attention = new ArrayList<>();
        for (int i = 0; i < size.layers(); i++) {
            String block = "block" + i;
            x = tf.math.add(x, attend(norm(x, block + ".first"), mask, block, attention));
            Operand<TFloat32> up = tf.nn.relu(dense(norm(x, block + ".second"), block + ".up"));
            x = tf.math.add(x, scope.dropout(dense(up, block + ".down"), size.dropout()));
        }
        return new Encoded(embedded, norm(x, "out"), attention);
    }

    /** [n, 1, l or 1, l]: 0 where a position may be looked at, else a number that softmax makes nothing of. */
    private Operand<TFloat32> mask(Operand<TInt32> items, Operand<TInt32> length) {
        Operand<TFloat32> padding = tf.dtypes.cast(tf.math.equal(items, tf.constant(0)), TFloat32.class);
        Operand<TFloat32> closed = tf.expandDims(tf.expandDims(padding, tf.constant(1)), tf.constant(1));
        if (shape.isCausal()) {
            Operand<TInt32> order = tf.range(tf.constant(0), length, tf.constant(1));
            Operand<TFloat32> later = tf.dtypes.cast(
                    tf.math.less(tf.expandDims(order, tf.constant(1)), tf.expandDims(order, tf.constant(0))),
                    TFloat32.class);
            closed = tf.math.maximum(closed, tf.expandDims(tf.expandDims(later, tf.constant(0)), tf.constant(0)));
        }
        return tf.math.mul(closed, tf.constant(NO_ATTENTION));
    }

    private Operand<TFloat32> attend(
            Operand<TFloat32> x, Operand<TFloat32> mask, String block, List<Operand<TFloat32>> attention) {
        int ofHead = size.width() / size.heads();
        Operand<TInt32> rowsAndLength = tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
        Operand<TFloat32> all = tf.linalg.transpose(
                tf.reshape(dense(x, block + ".asked"), shape(rowsAndLength, 3 * size.heads(), ofHead)),
                tf.constant(new int[] {0, 2, 1, 3}));
        List<org.tensorflow.Output<TFloat32>> parts =
                tf.split(tf.constant(1), all, 3L).output();
        Operand<TFloat32> scores =
                tf.train.batchMatMul(parts.get(0), parts.get(1), TFloat32.class, BatchMatMul.adjY(true));
        scores = tf.math.add(tf.math.mul(scores, tf.constant((float) (1 / Math.sqrt(ofHead)))), mask);
        Operand<TFloat32> weights = tf.nn.softmax(scores);
        attention.add(weights);
        Operand<TFloat32> mixed =
                tf.train.batchMatMul(scope.dropout(weights, size.dropout()), parts.get(2), TFloat32.class);
        Operand<TFloat32> together = tf.reshape(
                tf.linalg.transpose(mixed, tf.constant(new int[] {0, 2, 1, 3})), shape(rowsAndLength, size.width()));
        return scope.dropout(dense(together, block + ".mixed"), size.dropout());
    }

    private Operand<TInt32> shape(Operand<TInt32> front, int... back) {
        return tf.concat(List.of(front, tf.constant(back)), tf.constant(0));
    }

    private Operand<TFloat32> dense(Operand<TFloat32> x, String name) {
        long in = name.endsWith(".down") ? size.feedForward() : size.width();
        Operand<TInt32> rowsAndLength = tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
        Operand<TFloat32> flat = tf.reshape(x, tf.constant(new int[] {-1, (int) in}));
        Operand<TFloat32> y = tf.math.add(tf.linalg.matMul(flat, scope.weight(name)), scope.weight(name + ".shift"));
        return tf.reshape(y, tf.concat(List.of(rowsAndLength, tf.constant(new int[] {-1})), tf.constant(0)));
    }

    private Operand<TFloat32> norm(Operand<TFloat32> x, String name) {
        Operand<TInt32> last = tf.constant(new int[] {2});
        Operand<TFloat32> mean = tf.math.mean(x, last, Mean.keepDims(true));
        Operand<TFloat32> centred = tf.math.sub(x, mean);
        Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), last, Mean.keepDims(true));
        Operand<TFloat32> even = tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
        return tf.math.add(tf.math.mul(even, scope.weight(name + ".scale")), scope.weight(name + ".shift"));
    }

    private Operand<TFloat32> rows(Operand<TFloat32> table, Operand<TInt32> numbers) {
        return tf.gather(table, numbers, tf.constant(0));
    }

    private Operand<TInt32> dimension(Operand<TInt32> shapeOf, int which) {
        return tf.reshape(
                tf.slice(shapeOf, tf.constant(new int[] {which}), tf.constant(new int[] {1})), tf.constant(new int[0]));
    }
}
