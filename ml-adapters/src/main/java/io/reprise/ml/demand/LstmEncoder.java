package io.reprise.ml.demand;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate open at first, Gers et al. 2000), unrolled. */
record LstmEncoder(int steps, int columns, int width) implements SeriesEncoder {

    @Override
    public List<Weight> initial(Random random) {
        float[] bias = new float[4 * width];
        Arrays.fill(bias, width, 2 * width, 1);
        return List.of(
                Weight.glorot(random, "lstm-in", columns, 4 * width),
                new Weight("lstm-in-bias", new long[] {4L * width}, bias),
                Weight.glorot(random, "lstm-state", width, 4 * width));
    }

    @Override
    public Operand<TFloat32> states(Scope scope, Operand<TFloat32> past) {
        Ops tf = scope.tf();
        Operand<TFloat32> in = Layers.dense(scope, past, "lstm-in", steps, columns, 4 * width);
        List<Operand<TFloat32>> states = new ArrayList<>();
        Operand<TFloat32> state =
                tf.math.mul(Layers.columns(tf, Layers.step(tf, in, 0, 4 * width), 0, width), tf.constant(0f));
        Operand<TFloat32> cell = state;
        for (int step = 0; step < steps; step++) {
            Operand<TFloat32> x = tf.math.add(
                    Layers.step(tf, in, step, 4 * width), tf.linalg.matMul(state, scope.weight("lstm-state")));
            Operand<TFloat32> gates = tf.math.sigmoid(Layers.columns(tf, x, 0, 3 * width));
            Operand<TFloat32> fresh = tf.math.tanh(Layers.columns(tf, x, 3 * width, width));
            cell = tf.math.add(
                    tf.math.mul(Layers.columns(tf, gates, 0, width), fresh),
                    tf.math.mul(Layers.columns(tf, gates, width, width), cell));
            state = tf.math.mul(Layers.columns(tf, gates, 2 * width, width), tf.math.tanh(cell));
            states.add(state);
        }
        return Layers.stack(tf, states, width);
    }
}
