package io.reprise.ml.graph;

import com.google.protobuf.CodedOutputStream;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** Freezes trained weights into a SavedModel whose signatures all take {@code features} and give {@code answer}. */
public final class SavedModelWriter {

    /** The signature every artifact has. */
    public static final String SERVE = "serve";
    /** The signature of artifacts that can explain themselves. */
    public static final String GRADIENT = "gradient";

    /** An answer as operations on rows of features, over weights that no longer change. */
    public interface Answer {
        Operand<TFloat32> to(Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights);
    }

    private SavedModelWriter() {}

    /** How a column of an answer changes with each feature, [rows, features]: the {@link #GRADIENT} of an answer. */
    public static Answer gradientOf(Answer answer, int column) {
        return (tf, features, weights) -> {
            Operand<TFloat32> one = tf.slice(
                    answer.to(tf, features, weights), tf.constant(new int[] {0, column}), tf.constant(new int[] {-1, 1
                    }));
            return tf.gradients(tf.sum(one, tf.constant(new int[] {0, 1})), List.of(features))
                    .dy(0);
        };
    }

    /**
     * @param columns of the features
     * @param answers signature → what it answers; {@link #SERVE} and perhaps others
     * @return the SHA-256 of {@code saved_model.pb}, whose bytes are the same for the same weights
     */
    public static String write(List<Weight> weights, int columns, Map<String, Answer> answers, Path folder)
            throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.withName("features").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
            Map<String, Operand<TFloat32>> constants = new LinkedHashMap<>();
            weights.forEach(weight -> constants.put(
                    weight.name(), tf.constant(Shape.of(weight.shape()), DataBuffers.of(weight.values()))));
            List<Signature> signatures = new ArrayList<>();
            // In one order, so that the same weights give the same bytes.
            new TreeMap<>(answers).forEach((key, answer) -> {
                String name = key.equals(SERVE) ? "answer" : "answer_" + key;
                signatures.add(Signature.builder()
                        .key(key)
                        .input("features", features)
                        .output("answer", tf.withName(name).identity(answer.to(tf, features, constants)))
                        .build());
            });
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withSession(session)
                        .withSignatures(signatures.toArray(Signature[]::new))
                        .export();
            }
        }
        return normalise(folder.resolve("saved_model.pb"));
    }

    /** Maps are written in the order of their keys, so that the digest says something. */
    private static String normalise(Path file) throws IOException {
        SavedModel model = SavedModel.parseFrom(Files.readAllBytes(file));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        model.writeTo(out);
        out.flush();
        Files.write(file, bytes.toByteArray());
        return Sha256.hex(bytes.toByteArray());
    }
}
