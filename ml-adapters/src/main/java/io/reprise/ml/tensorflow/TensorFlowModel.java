package io.reprise.ml.tensorflow;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * One SavedModel, loaded by DJL, in chunks of one fixed size padded with zeros: so recorded answers are made again. Safe
 * for concurrent use: each call has a predictor to itself, and what a call takes outside the heap is freed at its end.
 */
final class TensorFlowModel implements AutoCloseable {

    private final ZooModel<Tensor, Tensor> model;
    private final String device;
    private final Deque<Predictor<Tensor, Tensor>> idle = new ConcurrentLinkedDeque<>();

    /** @param device {@code cpu} or {@code gpu} */
    TensorFlowModel(Path folder, String device) {
        this.device = device;
        try {
            model = Criteria.builder()
                    .setTypes(Tensor.class, Tensor.class)
                    .optEngine("TensorFlow")
                    .optDevice(device.equals("gpu") ? Device.gpu() : Device.cpu())
                    .optModelPath(folder)
                    .optTranslator(new Chunk())
                    .optOption("Tags", "serve")
                    .optOption("SignatureDefKey", "serve")
                    .optOption("ConfigProto", session(device))
                    .build()
                    .loadModel();
        } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new ModelUnavailable(
                    "the model in " + folder.getFileName() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** One thread inside an operation keeps the bits; running in the caller's thread spares a hand-over for each call. */
    private static String session(String device) {
        ConfigProto.Builder session =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(1).setInterOpParallelismThreads(-1);
        if (device.equals("gpu")) {
            session.setAllowSoftPlacement(true)
                    .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        } else {
            session.putDeviceCount("GPU", 0);
        }
        return Base64.getEncoder().encodeToString(session.build().toByteArray());
    }

    private static final class Chunk implements Translator<Tensor, Tensor> {
        @Override
        public NDList processInput(TranslatorContext context, Tensor chunk) {
            NDManager manager = context.getNDManager();
            NDArray input = manager.create(chunk.values(), new Shape(chunk.rows(), chunk.columns()));
            input.setName("features");
            return new NDList(input);
        }

        @Override
        public Tensor processOutput(TranslatorContext context, NDList output) {
            NDArray answer = output.singletonOrThrow();
            long[] shape = answer.getShape().getShape();
            return new Tensor((int) shape[0], (int) shape[1], answer.toFloatArray());
        }

        @Override
        public Batchifier getBatchifier() {
            return null;
        }
    }

    /** @throws ModelUnavailable where the model fails, or answers what is no number or of another shape */
    Tensor run(Tensor input) {
        return ChunkLadder.run(this::chunk, input, input.rows(), ChunkLadder.CANONICAL);
    }

    /** A chunk as it is. */
    Tensor chunk(Tensor chunk) {
        Predictor<Tensor, Tensor> predictor = idle.poll();
        if (predictor == null) {
            predictor = model.newPredictor();
        }
        try {
            return predictor.predict(chunk);
        } catch (TranslateException | RuntimeException e) {
            throw new ModelUnavailable("the model failed: " + e.getMessage(), e);
        } finally {
            idle.push(predictor);
        }
    }

    /** Features of a row. */
    int columns() {
        return (int) model.getBlock().describeInput().get(0).getValue().get(1);
    }

    String device() {
        return device;
    }

    @Override
    public void close() {
        idle.forEach(Predictor::close);
        model.close();
    }
}
