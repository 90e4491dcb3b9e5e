package io.reprise.ml.graph;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network as TensorFlow operations over weights, the same for training and for answering. */
public interface Model {

    /** Everything a batch may bring; a step or a question may bring only what its output needs. */
    List<Slot> slots();

    /** Weights to start from. */
    List<Weight> initial(Random random);

    /** Mean loss of the batch, a scalar. */
    Operand<TFloat32> loss(Scope scope);

    /** What it answers, by name; asked of {@link Training#answer}. */
    Map<String, Operand<TFloat32>> answers(Scope scope);
}
