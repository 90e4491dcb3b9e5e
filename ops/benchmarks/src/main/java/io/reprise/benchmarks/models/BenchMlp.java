package io.reprise.benchmarks.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.Card;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An untrained perceptron 68 → 256 → 128 → 64 → 1, with the same weights as SavedModel and as ONNX. */
final class BenchMlp {

    static final int COLUMNS = 68;
    private static final int[] WIDTHS = {COLUMNS, 256, 128, 64, 1};

    private final List<Weight> weights = new ArrayList<>();

    BenchMlp(long seed) {
        Random random = new Random(seed);
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            weights.add(Weight.glorot(random, "w" + weights.size(), WIDTHS[layer - 1], WIDTHS[layer]));
            weights.add(Weight.glorot(random, "w" + weights.size(), 1, WIDTHS[layer]));
        }
    }

    private static Operand<TFloat32> serve(Ops tf, Operand<TFloat32> x, Map<String, Operand<TFloat32>> w) {
        Operand<TFloat32> layer = x;
        for (int i = 0; i < w.size(); i += 2) {
            layer = tf.math.add(tf.linalg.matMul(layer, w.get("w" + i)), w.get("w" + (i + 1)));
            layer = i + 2 < w.size() ? tf.nn.relu(layer) : tf.math.sigmoid(layer);
        }
        return layer;
    }

    /** Shelves the SavedModel in {@code models/bench/mlp}. */
    ArtifactId shelve(Path models) throws IOException {
        return shelve(models, "mlp");
    }

    /** Shelves the SavedModel in {@code models/bench/NAME}. */
    ArtifactId shelve(Path models, String name) throws IOException {
        Path folder = Files.createDirectories(models.resolve("bench").resolve(name));
        String sha256 =
                SavedModelWriter.write(weights, COLUMNS, Map.of(SavedModelWriter.SERVE, BenchMlp::serve), folder);
        Card card = new Card(
                "bench",
                "1",
                "bench/1",
                sha256,
                "TensorFlow",
                "none",
                "",
                "",
                0,
                "bench",
                "none",
                0,
                0,
                new TreeMap<>(),
                "");
        new ObjectMapper().writeValue(folder.resolve(Card.FILE).toFile(), card);
        return new ArtifactId("bench", sha256);
    }

    /** Writes fields of a protobuf message. */
    private interface Fields {
        void to(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /**
     * The same network as the bytes of an ONNX model, opset 13. Field numbers are those of onnx.proto3.
     *
     * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>
     */
    byte[] onnx() {
        ByteString opset = message(out -> out.writeInt64(2, 13));
        return message(out -> {
                    out.writeInt64(1, 8);
                    out.writeBytes(7, onnxGraph());
                    out.writeBytes(8, opset);
                })
                .toByteArray();
    }

    private ByteString onnxGraph() {
        return message(out -> {
            String layer = "features";
            for (int i = 0; i < weights.size(); i += 2) {
                boolean isLast = i + 2 == weights.size();
                out.writeBytes(1, onnxNode("MatMul", "product" + i, layer, "w" + i));
                out.writeBytes(1, onnxNode("Add", "sum" + i, "product" + i, "w" + (i + 1)));
                layer = isLast ? "answer" : "layer" + i;
                out.writeBytes(1, onnxNode(isLast ? "Sigmoid" : "Relu", layer, "sum" + i));
            }
            out.writeString(2, "mlp");
            for (int i = 0; i < weights.size(); i++) {
                out.writeBytes(5, onnxWeights(weights.get(i)));
            }
            out.writeBytes(11, onnxValue("features", COLUMNS));
            out.writeBytes(12, onnxValue("answer", 1));
        });
    }

    private static ByteString onnxNode(String operation, String output, String... inputs) {
        return message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(4, operation);
        });
    }

    private static ByteString onnxWeights(Weight weight) {
        ByteBuffer raw = ByteBuffer.allocate(4 * weight.values().length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(weight.values());
        return message(out -> {
            for (long length : weight.shape()) {
                out.writeInt64(1, length);
            }
            out.writeInt32(2, 1);
            out.writeString(8, weight.name());
            out.writeByteArray(9, raw.array());
        });
    }

    private static ByteString onnxValue(String name, int columns) {
        ByteString rows = message(out -> out.writeString(2, "n"));
        ByteString width = message(out -> out.writeInt64(1, columns));
        ByteString shape = message(out -> {
            out.writeBytes(1, rows);
            out.writeBytes(1, width);
        });
        ByteString tensor = message(out -> {
            out.writeInt32(1, 1);
            out.writeBytes(2, shape);
        });
        ByteString type = message(out -> out.writeBytes(1, tensor));
        return message(out -> {
            out.writeString(1, name);
            out.writeBytes(2, type);
        });
    }
}
