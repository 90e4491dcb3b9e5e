package io.reprise.ml.graph;

import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A SavedModel on disk, asked as TensorFlow itself would. */
public final class Artifact {

    private Artifact() {}

    /** @return answers, row-major */
    public static float[] answer(Path folder, float[] rows, int columns) {
        try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString());
                TFloat32 features = TFloat32.tensorOf(Shape.of(rows.length / columns, columns), DataBuffers.of(rows));
                Result result = bundle.function(SavedModelWriter.SERVE).call(Map.of("features", features))) {
            TFloat32 answer = (TFloat32) result.get(0);
            float[] values = new float[Math.toIntExact(answer.size())];
            answer.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }
}
