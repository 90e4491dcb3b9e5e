package io.reprise.ml.demand;

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
 * Quantiles of demand for each coming period. An encoder reads the past; each coming period looks back at it by attention,
 * asking with what is planned and with the calendar; out come the logarithm of the median over what exponential smoothing
 * expects (over the item's level where prices are planned, to which smoothing is blind), and the distances between quantiles, which a
 * softplus keeps positive, so they never cross. The coming discount enters only through slopes that a softplus keeps
 * positive, so a deeper one never lowers demand. Learns by pinball loss (Koenker and Bassett 1978). What is answered is a
 * weighted mean of that and of what smoothing expects (Bates and Granger 1969).
 */
public final class DemandModel implements Model {

    /** Name of the answer: [batch, horizon × quantiles], in units, period by period. */
    public static final String ANSWER = "quantiles";

    private static final int EMBEDDED = 16;

    /** Discounts (as ln) from which on a further slope may add: any, from 10 % and from 26 %. */
    private static final float[] HINGES = {Float.NEGATIVE_INFINITY, 0.105f, 0.3f};

    /** Outputs a period: the median, two distances down, two up, and the slopes. */
    private static final int HEADS = 5 + HINGES.length;

    /** The median is at most e⁴ times the level, or a part of it. */
    private static final float LOG_RANGE = 4;

    /** Of the level: where smoothing expects nothing the network must be able to expect something. */
    private static final float EXPECTED_MIN = 0.1f;

    /** Where ln of the level, and whether the item is new, stand in what belongs to it. */
    private static final int LEVEL = 0;

    private static final int IS_NEW = 1;

    private final WindowShape shape;
    private final int width;
    private final float dropout;
    private final float smoothing;
    private final SeriesEncoder encoder;

    /** @param smoothing weight of exponential smoothing beside the network in what is answered, from 0 to 1; it is not learned */
    public DemandModel(WindowShape shape, Variant variant, int width, float dropout, float smoothing) {
        this.shape = shape;
        this.width = width;
        this.dropout = dropout;
        this.smoothing = smoothing;
        this.encoder = SeriesEncoder.of(variant, shape.history(), shape.pastColumns(), width);
    }

    @Override
    public List<Slot> slots() {
        return List.of(
                Slot.fractions(DemandWindows.FEATURES, -1, shape.columns()),
                Slot.fractions(DemandWindows.TARGETS, -1, shape.horizon()),
                Slot.fractions(DemandWindows.WEIGHTS, -1, shape.horizon()));
    }

    @Override
    public List<Weight> initial(Random random) {
        List<Weight> weights = new ArrayList<>(encoder.initial(random));
        int own = shape.ownColumns() - WindowShape.CONTENT + EMBEDDED;
        weights.add(Weight.normal(random, "content", 0.1, WindowShape.CONTENT, EMBEDDED));
        weights.addAll(Layers.dense(random, "query", shape.futureColumns(), width));
        weights.addAll(Layers.dense(random, "key", width + shape.pastColumns(), width));
        weights.addAll(Layers.dense(random, "value", width + shape.pastColumns(), width));
        weights.addAll(Layers.dense(random, "summary", width + own, 2 * width));
        weights.addAll(Layers.dense(random, "future", shape.futureColumns(), 2 * width));
        weights.addAll(Layers.dense(random, "seen", width, 2 * width));
        weights.addAll(Layers.dense(random, "second", 2 * width, 2 * width));
        weights.add(Weight.normal(random, "heads", 0.05, 2L * width, HEADS));
        weights.add(new Weight(
                "heads-bias", new long[] {HEADS}, new float[] {0, -0.7f, -0.7f, -0.7f, -0.7f, 0.5f, -2, -2}));
        return weights;
    }

    @Override
    public Operand<TFloat32> loss(Scope scope) {
        Ops tf = scope.tf();
        int levels = WindowShape.LEVELS.size();
        Operand<TFloat32> answer = learned(scope);
        Operand<TFloat32> over = tf.math.sub(Layers.flat(tf, scope.fractions(DemandWindows.TARGETS), 1), answer);
        float[] level = new float[levels];
        float[] under = new float[levels];
        for (int i = 0; i < levels; i++) {
            level[i] = WindowShape.LEVELS.get(i).floatValue();
            under[i] = level[i] - 1;
        }
        Operand<TFloat32> pinball =
                tf.math.maximum(tf.math.mul(over, tf.constant(level)), tf.math.mul(over, tf.constant(under)));
        Operand<TFloat32> weights = Layers.flat(tf, scope.fractions(DemandWindows.WEIGHTS), 1);
        Operand<TFloat32> sum = tf.sum(tf.math.mul(pinball, weights), tf.constant(new int[] {0, 1}));
        return tf.math.div(sum, tf.math.add(tf.sum(weights, tf.constant(new int[] {0, 1})), tf.constant(1e-6f)));
    }

    @Override
    public Map<String, Operand<TFloat32>> answers(Scope scope) {
        return Map.of(ANSWER, quantiles(scope));
    }

    /** What is served: the network and smoothing, each with its weight; of a new item the network alone. */
    Operand<TFloat32> quantiles(Scope scope) {
        Ops tf = scope.tf();
        Operand<TFloat32> network = learned(scope);
        if (smoothing > 0) {
            Operand<TFloat32> row = scope.fractions(DemandWindows.FEATURES);
            Operand<TFloat32> own = Layers.columns(tf, row, shape.ownAt(), shape.ownColumns());
            Operand<TFloat32> smoothed = tf.math.mul(smoothed(tf, row), tf.math.exp(each(tf, own, LEVEL)));
            Operand<TFloat32> weight = tf.math.mul(isKnown(tf, own), tf.constant(smoothing));
            network = tf.math.add(network, tf.math.mul(weight, tf.math.sub(smoothed, network)));
        }
        return tf.reshape(network, tf.constant(new int[] {-1, shape.answers()}));
    }

    /** [batch × horizon, quantiles] in units. */
    private Operand<TFloat32> learned(Scope scope) {
        Ops tf = scope.tf();
        Operand<TFloat32> row = scope.fractions(DemandWindows.FEATURES);
        Operand<TFloat32> past =
                Layers.sequence(tf, Layers.columns(tf, row, 0, shape.futureAt()), shape.history(), shape.pastColumns());
        Operand<TFloat32> future = Layers.columns(tf, row, shape.futureAt(), shape.horizon() * shape.futureColumns());
        Operand<TFloat32> own = Layers.columns(tf, row, shape.ownAt(), shape.ownColumns());
        Operand<TFloat32> heads = Layers.dense(scope, hidden(scope, past, future, own), "heads");
        Operand<TFloat32> discount = Layers.flat(tf, Layers.columns(tf, row, shape.discountAt(), shape.horizon()), 1);
        Operand<TFloat32> median = tf.math.mul(
                tf.math.tanh(tf.math.mul(Layers.columns(tf, heads, 0, 1), tf.constant(1 / LOG_RANGE))),
                tf.constant(LOG_RANGE));
        Operand<TFloat32> logs =
                tf.math.add(tf.math.add(spread(tf, median, heads), price(tf, heads, discount)), base(tf, row, own));
        return tf.math.exp(logs);
    }

    /** [batch × horizon, 2 × width]. */
    private Operand<TFloat32> hidden(
            Scope scope, Operand<TFloat32> past, Operand<TFloat32> future, Operand<TFloat32> own) {
        Ops tf = scope.tf();
        Operand<TFloat32> states = encoder.states(scope, past);
        Operand<TFloat32> seen = lookBack(scope, past, states, future);
        int facts = shape.ownColumns() - WindowShape.CONTENT;
        Operand<TFloat32> content =
                tf.linalg.matMul(Layers.columns(tf, own, facts, WindowShape.CONTENT), scope.weight("content"));
        Operand<TFloat32> all = tf.concat(
                List.of(
                        Layers.step(tf, states, shape.history() - 1, width),
                        Layers.columns(tf, own, 0, facts),
                        scope.dropout(content, dropout)),
                tf.constant(1));
        Operand<TFloat32> summary = Layers.sequence(tf, Layers.dense(scope, all, "summary"), 1, 2 * width);
        Operand<TFloat32> ahead = Layers.sequence(
                tf,
                tf.math.add(
                        Layers.dense(scope, Layers.flat(tf, future, shape.futureColumns()), "future"),
                        Layers.dense(scope, Layers.flat(tf, seen, width), "seen")),
                shape.horizon(),
                2 * width);
        Operand<TFloat32> first = tf.nn.relu(Layers.flat(tf, tf.math.add(ahead, summary), 2 * width));
        Operand<TFloat32> second = tf.nn.relu(Layers.dense(scope, scope.dropout(first, dropout), "second"));
        return scope.dropout(tf.math.add(first, second), dropout);
    }

    /** Periods of which nothing is known are not looked at while others are. */
    private Operand<TFloat32> lookBack(
            Scope scope, Operand<TFloat32> past, Operand<TFloat32> states, Operand<TFloat32> future) {
        Ops tf = scope.tf();
        Operand<TFloat32> both = tf.concat(List.of(states, past), tf.constant(2));
        int in = width + shape.pastColumns();
        Operand<TFloat32> known = tf.reshape(
                tf.slice(past, tf.constant(new int[] {0, 0, 1}), tf.constant(new int[] {-1, -1, 1})),
                tf.constant(new int[] {-1, 1, shape.history()}));
        Operand<TFloat32> penalty = tf.math.mul(tf.math.sub(known, tf.constant(1f)), tf.constant(20f));
        return Layers.attention(
                tf,
                Layers.sequence(
                        tf,
                        Layers.dense(scope, Layers.flat(tf, future, shape.futureColumns()), "query"),
                        shape.horizon(),
                        width),
                Layers.dense(scope, both, "key", shape.history(), in, width),
                Layers.dense(scope, both, "value", shape.history(), in, width),
                penalty,
                width);
    }

    /** [batch × horizon, quantiles] from the median and the distances. */
    private static Operand<TFloat32> spread(Ops tf, Operand<TFloat32> median, Operand<TFloat32> heads) {
        Operand<TFloat32> steps = tf.math.softplus(Layers.columns(tf, heads, 1, 4));
        Operand<TFloat32> below = tf.math.sub(median, Layers.columns(tf, steps, 1, 1));
        Operand<TFloat32> above = tf.math.add(median, Layers.columns(tf, steps, 2, 1));
        return tf.concat(
                List.of(
                        tf.math.sub(below, Layers.columns(tf, steps, 0, 1)),
                        below,
                        median,
                        above,
                        tf.math.add(above, Layers.columns(tf, steps, 3, 1))),
                tf.constant(1));
    }

    private static Operand<TFloat32> price(Ops tf, Operand<TFloat32> heads, Operand<TFloat32> discount) {
        Operand<TFloat32> slopes = tf.math.softplus(Layers.columns(tf, heads, 5, HINGES.length));
        Operand<TFloat32> sum = tf.math.mul(Layers.columns(tf, slopes, 0, 1), discount);
        for (int i = 1; i < HINGES.length; i++) {
            Operand<TFloat32> beyond = tf.nn.relu(tf.math.sub(discount, tf.constant(HINGES[i])));
            sum = tf.math.add(sum, tf.math.mul(Layers.columns(tf, slopes, i, 1), beyond));
        }
        return sum;
    }

    /** ln of what the median begins at, for each coming period: what smoothing expects, or the level: of a new item, and where prices are planned. */
    private Operand<TFloat32> base(Ops tf, Operand<TFloat32> row, Operand<TFloat32> own) {
        if (!shape.beginsAtSmoothing()) {
            return each(tf, own, LEVEL);
        }
        Operand<TFloat32> expected = tf.math.maximum(
                Layers.columns(tf, smoothed(tf, row), WindowShape.MEDIAN, 1), tf.constant(EXPECTED_MIN));
        return tf.math.add(each(tf, own, LEVEL), tf.math.mul(isKnown(tf, own), tf.math.log(expected)));
    }

    /** [batch × horizon, quantiles] over the level. */
    private Operand<TFloat32> smoothed(Ops tf, Operand<TFloat32> row) {
        return Layers.flat(tf, Layers.columns(tf, row, shape.smoothedAt(), shape.answers()), WindowShape.LEVELS.size());
    }

    /** 1, or 0 of an item that is new. */
    private Operand<TFloat32> isKnown(Ops tf, Operand<TFloat32> own) {
        return tf.math.sub(tf.constant(1f), each(tf, own, IS_NEW));
    }

    /** What belongs to the item, for each coming period: [batch × horizon, 1]. */
    private Operand<TFloat32> each(Ops tf, Operand<TFloat32> own, int column) {
        Operand<TFloat32> one = Layers.sequence(tf, Layers.columns(tf, own, column, 1), 1, 1);
        Operand<TFloat32> zeros = tf.zeros(tf.constant(new int[] {1, shape.horizon(), 1}), TFloat32.class);
        return Layers.flat(tf, tf.math.add(one, zeros), 1);
    }
}
