package io.reprise.ml.demand;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two blocks of self-attention with learned positions (Vaswani et al. 2017), norms first (Xiong et al. 2020). */
record TransformerEncoder(int steps, int columns, int width) implements SeriesEncoder {

    private static final int BLOCKS = 2;

    @Override
    public List<Weight> initial(Random random) {
        List<Weight> weights = new ArrayList<>(Layers.dense(random, "enter", columns, width));
        weights.add(Weight.normal(random, "position", 0.02, 1, steps, width));
        for (int block = 0; block < BLOCKS; block++) {
            String name = "block" + block;
            weights.addAll(Layers.norm(name + "-norm1", width));
            for (String part : List.of("-query", "-key", "-value", "-mix")) {
                weights.addAll(Layers.dense(random, name + part, width, width));
            }
            weights.addAll(Layers.norm(name + "-norm2", width));
            weights.addAll(Layers.dense(random, name + "-up", width, 2 * width));
            weights.addAll(Layers.dense(random, name + "-down", 2 * width, width));
        }
        weights.addAll(Layers.norm("leave", width));
        return weights;
    }

    @Override
    public Operand<TFloat32> states(Scope scope, Operand<TFloat32> past) {
        Ops tf = scope.tf();
        Operand<TFloat32> x =
                tf.math.add(Layers.dense(scope, past, "enter", steps, columns, width), scope.weight("position"));
        x = Layers.flat(tf, x, width);
        for (int block = 0; block < BLOCKS; block++) {
            x = tf.math.add(x, scope.dropout(attention(scope, x, "block" + block), 0.1f));
            x = tf.math.add(x, scope.dropout(forward(scope, x, "block" + block), 0.1f));
        }
        return Layers.sequence(tf, Layers.norm(scope, x, "leave"), steps, width);
    }

    private Operand<TFloat32> attention(Scope scope, Operand<TFloat32> x, String name) {
        Ops tf = scope.tf();
        Operand<TFloat32> normed = Layers.norm(scope, x, name + "-norm1");
        Operand<TFloat32> seen = Layers.attention(
                tf,
                Layers.sequence(tf, Layers.dense(scope, normed, name + "-query"), steps, width),
                Layers.sequence(tf, Layers.dense(scope, normed, name + "-key"), steps, width),
                Layers.sequence(tf, Layers.dense(scope, normed, name + "-value"), steps, width),
                tf.constant(0f),
                width);
        return Layers.dense(scope, Layers.flat(tf, seen, width), name + "-mix");
    }

    private static Operand<TFloat32> forward(Scope scope, Operand<TFloat32> x, String name) {
        Operand<TFloat32> normed = Layers.norm(scope, x, name + "-norm2");
        return Layers.dense(scope, scope.tf().nn.relu(Layers.dense(scope, normed, name + "-up")), name + "-down");
    }
}
