package io.reprise.ml.demand;

import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Reads an item's past, period by period. */
sealed interface SeriesEncoder permits GruEncoder, LstmEncoder, TransformerEncoder {

    List<Weight> initial(Random random);

    /**
     * @param past [batch, steps, columns]
     * @return [batch, steps, width]; the last step has seen all
     */
    Operand<TFloat32> states(Scope scope, Operand<TFloat32> past);

    static SeriesEncoder of(Variant variant, int steps, int columns, int width) {
        return switch (variant) {
            case GRU -> new GruEncoder(steps, columns, width);
            case LSTM -> new LstmEncoder(steps, columns, width);
            case TRANSFORMER -> new TransformerEncoder(steps, columns, width);
        };
    }
}
