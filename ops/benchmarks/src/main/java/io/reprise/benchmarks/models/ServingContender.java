package io.reprise.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.tensorflow.ModelShelf;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Answers rows with the same network and one thread inside an operation; from an array to an array. */
interface ServingContender extends AutoCloseable {

    String name();

    float[] answer(Tensor rows) throws OrtException;

    @Override
    default void close() throws OrtException {}

    /** A session's own call, without DJL, queue or checks. */
    final class Bare implements ServingContender {

        private final String name;
        private final SavedModelBundle bundle;
        private final Session session;

        /** @param interOpThreads 0 for TensorFlow's own choice, negative for the caller's thread */
        Bare(String name, Path folder, int interOpThreads) {
            this.name = name;
            this.bundle = SavedModelBundle.loader(folder.toString())
                    .withTags("serve")
                    .withConfigProto(ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(1)
                            .setInterOpParallelismThreads(interOpThreads)
                            .build())
                    .load();
            this.session = bundle.session();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public float[] answer(Tensor rows) {
            try (TFloat32 input = TFloat32.tensorOf(
                            Shape.of(rows.rows(), rows.columns()), DataBuffers.of(rows.values(), true, false));
                    var result = session.runner()
                            .feed("features", input)
                            .fetch("answer")
                            .run()) {
                float[] values = new float[(int) result.get(0).shape().size()];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                return values;
            }
        }

        @Override
        public void close() {
            bundle.close();
        }
    }

    /** Everything a request passes through in a server of ours. */
    final class Ours implements ServingContender {

        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private final String name;
        private final ArtifactId artifact;
        private final ModelServing serving;

        Ours(String name, ModelShelf shelf, ArtifactId artifact, int lanes) {
            ServingLimits usual = ServingLimits.usual();
            this.name = name;
            this.artifact = artifact;
            this.serving = new ModelServing(
                    shelf::open,
                    new ServingLimits(
                            usual.batchRowsMax(),
                            usual.linger(),
                            usual.waitingRequestsMax(),
                            usual.waitingRowsMax(),
                            lanes,
                            usual.openMax(),
                            usual.opening(),
                            usual.drain()),
                    Breakers.usual());
            serving.prepared(artifact);
            while (!serving.status().getFirst().isSettled()) {
                Thread.yield();
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public float[] answer(Tensor rows) {
            return serving.run(artifact, rows, OptionalInt.empty(), PATIENCE)
                    .values()
                    .values();
        }

        @Override
        public void close() {
            serving.close();
        }
    }

    /** ONNX Runtime, all graph optimisations, one thread. */
    final class Onnx implements ServingContender {

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Onnx(byte[] model) throws OrtException {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        }

        @Override
        public String name() {
            return "ONNX Runtime " + environment.getVersion();
        }

        @Override
        public float[] answer(Tensor rows) throws OrtException {
            try (OnnxTensor input = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(rows.values()), new long[] {rows.rows(), rows.columns()});
                    OrtSession.Result result = session.run(Map.of("features", input))) {
                float[] values = new float[rows.rows()];
                ((OnnxTensor) result.get(0)).getFloatBuffer().get(values);
                return values;
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
