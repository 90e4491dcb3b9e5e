package io.reprise.ml.training;

import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network as TensorFlow operations over weights, the same for training and for serving. */
public interface Network {

    /** Weights to start from; matrices. */
    List<float[][]> initial(Random random);

    /** Mean loss of rows {@code x} [n, features] against {@code y} [n, 1]. */
    Operand<TFloat32> loss(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, List<? extends Operand<TFloat32>> w);

    /** What the exported model answers to {@code x}. */
    Operand<TFloat32> serve(Ops tf, Operand<TFloat32> x, List<? extends Operand<TFloat32>> w);

    /** Uniform in ±√(6 / (in + out)) (Glorot and Bengio 2010). */
    static float[][] glorot(Random random, int in, int out) {
        double limit = Math.sqrt(6.0 / (in + out));
        float[][] weights = new float[in][out];
        for (float[] row : weights) {
            for (int i = 0; i < out; i++) {
                row[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
        }
        return weights;
    }
}
