package io.reprise.ml.demand;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A gated recurrent unit (Cho et al. 2014), unrolled; the reset gate acts on what the state brings. */
record GruEncoder(int steps, int columns, int width) implements SeriesEncoder {

    @Override
    public List<Weight> initial(Random random) {
        List<Weight> weights = new ArrayList<>(Layers.dense(random, "gru-in", columns, 3 * width));
        weights.addAll(Layers.dense(random, "gru-state", width, 3 * width));
        return weights;
    }

    @Override
    public Operand<TFloat32> states(Scope scope, Operand<TFloat32> past) {
        Ops tf = scope.tf();
        Operand<TFloat32> in = Layers.dense(scope, past, "gru-in", steps, columns, 3 * width);
        List<Operand<TFloat32>> states = new ArrayList<>();
        Operand<TFloat32> state =
                tf.math.mul(Layers.columns(tf, Layers.step(tf, in, 0, 3 * width), 0, width), tf.constant(0f));
        for (int step = 0; step < steps; step++) {
            Operand<TFloat32> x = Layers.step(tf, in, step, 3 * width);
            Operand<TFloat32> h = Layers.dense(scope, state, "gru-state");
            Operand<TFloat32> gates = tf.math.sigmoid(
                    tf.math.add(Layers.columns(tf, x, 0, 2 * width), Layers.columns(tf, h, 0, 2 * width)));
            Operand<TFloat32> keep = Layers.columns(tf, gates, 0, width);
            Operand<TFloat32> reset = Layers.columns(tf, gates, width, width);
            Operand<TFloat32> fresh = tf.math.tanh(tf.math.add(
                    Layers.columns(tf, x, 2 * width, width),
                    tf.math.mul(reset, Layers.columns(tf, h, 2 * width, width))));
            state = tf.math.add(fresh, tf.math.mul(keep, tf.math.sub(state, fresh)));
            states.add(state);
        }
        return Layers.stack(tf, states, width);
    }
}
