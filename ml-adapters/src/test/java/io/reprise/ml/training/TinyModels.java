package io.reprise.ml.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Real SavedModels of untrained networks, on a shelf of their own. */
public final class TinyModels {

    public static final int COLUMNS = 12;
    public static final int ANSWERS = 3;
    private static final int HIDDEN = 40;
    /** TensorFlow's libraries are unpacked once for all test runs. */
    public static final Path HOME = Path.of("target", "trained").toAbsolutePath();

    private TinyModels() {}

    private static Operand<TFloat32> serve(Ops tf, Operand<TFloat32> x, Map<String, Operand<TFloat32>> w) {
        Operand<TFloat32> layer = tf.math.tanh(tf.math.add(tf.linalg.matMul(x, w.get("in")), w.get("bias")));
        return tf.nn.softmax(tf.linalg.matMul(layer, w.get("out")));
    }

    /** Puts a model on the shelf in {@code models}; another seed makes another artifact. */
    public static ArtifactId shelve(Path models, String model, long seed) {
        TensorFlowRuntime.start(HOME);
        try {
            Path folder = Files.createDirectories(models.resolve(model).resolve("seed-" + seed));
            Random random = new Random(seed);
            List<Weight> weights = List.of(
                    Weight.glorot(random, "in", COLUMNS, HIDDEN),
                    Weight.glorot(random, "bias", 1, HIDDEN),
                    Weight.glorot(random, "out", HIDDEN, ANSWERS));
            String sha256 =
                    SavedModelWriter.write(weights, COLUMNS, Map.of(SavedModelWriter.SERVE, TinyModels::serve), folder);
            Card card = new Card(
                    model,
                    "1",
                    "tiny/1",
                    sha256,
                    "TensorFlow",
                    "none",
                    "",
                    "",
                    seed,
                    "test",
                    "none",
                    0,
                    0,
                    new TreeMap<>(),
                    "");
            new ObjectMapper().writeValue(folder.resolve(Card.FILE).toFile(), card);
            return new ArtifactId(model, sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
