package io.reprise.ml.training;

import com.google.protobuf.CodedOutputStream;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** Freezes trained weights into a SavedModel with the one signature {@code serve}: {@code features} → {@code answer}. */
public final class SavedModelWriter {

    private SavedModelWriter() {}

    /** @return the SHA-256 of {@code saved_model.pb}, whose bytes are the same for the same weights */
    public static String write(Network network, List<float[][]> weights, int columns, Path folder) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.withName("features").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
            List<Operand<TFloat32>> constants =
                    weights.stream().<Operand<TFloat32>>map(tf::constant).toList();
            Operand<TFloat32> answer = tf.withName("answer").identity(network.serve(tf, features, constants));
            try (Session session = new Session(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withSession(session)
                        .withSignature(Signature.builder()
                                .key("serve")
                                .input("features", features)
                                .output("answer", answer)
                                .build())
                        .export();
            }
        }
        Path file = folder.resolve("saved_model.pb");
        // Maps are written in the order of their keys, so that the digest says something.
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
