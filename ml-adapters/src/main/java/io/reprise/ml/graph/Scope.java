package io.reprise.ml.graph;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Where a model is written down: what it is fed, its weights, and whether it learns just now. */
public final class Scope {

    private final Ops tf;
    private final Map<String, Operand<? extends TType>> slots;
    private final Map<String, Operand<TFloat32>> weights;
    /** [2] seeds of this step's dropout, or null where it answers. */
    private final Operand<TInt32> dropoutSeed;

    private int dropouts;

    Scope(
            Ops tf,
            Map<String, Operand<? extends TType>> slots,
            Map<String, Operand<TFloat32>> weights,
            Operand<TInt32> dropoutSeed) {
        this.tf = tf;
        this.slots = slots;
        this.weights = weights;
        this.dropoutSeed = dropoutSeed;
    }

    /** Over weights that are constants and slots that are given: to serve what was trained. */
    public static Scope answering(
            Ops tf, Map<String, Operand<? extends TType>> slots, Map<String, Operand<TFloat32>> weights) {
        return new Scope(tf, slots, weights, null);
    }

    public Ops tf() {
        return tf;
    }

    public boolean isLearning() {
        return dropoutSeed != null;
    }

    @SuppressWarnings("unchecked")
    public Operand<TFloat32> fractions(String slot) {
        return (Operand<TFloat32>) named(slots, slot);
    }

    @SuppressWarnings("unchecked")
    public Operand<TInt32> whole(String slot) {
        return (Operand<TInt32>) named(slots, slot);
    }

    public Operand<TFloat32> weight(String name) {
        return named(weights, name);
    }

    private static <T> T named(Map<String, T> map, String name) {
        T found = map.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no '" + name + "' among " + map.keySet());
        }
        return found;
    }

    /** Inverted dropout (Srivastava et al. 2014) with random numbers that are the step's; nothing where it answers. */
    public Operand<TFloat32> dropout(Operand<TFloat32> x, float rate) {
        if (!isLearning() || rate == 0) {
            return x;
        }
        Operand<TInt32> seed = tf.math.add(dropoutSeed, tf.constant(new int[] {0, ++dropouts}));
        Operand<TFloat32> drawn = tf.random.statelessRandomUniform(tf.shape(x), seed);
        Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(drawn, tf.constant(rate)), TFloat32.class);
        return tf.math.mul(tf.math.mul(x, kept), tf.constant(1 / (1 - rate)));
    }
}
