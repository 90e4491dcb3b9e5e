package io.reprise.ml.tensorflow;

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

/**
 * One SavedModel, loaded by DJL. Rows travel in chunks of one fixed size, padded with zeros, so a row gets the same bits
 * whatever it travelled with. Safe for concurrent use; calls take turns.
 */
final class TensorFlowModel implements AutoCloseable {

    /** Rows in a chunk. */
    static final int CHUNK = 64;

    private final ZooModel<Tensor, Tensor> model;
    private final Predictor<Tensor, Tensor> predictor;

    TensorFlowModel(Path folder) {
        try {
            model = Criteria.builder()
                    .setTypes(Tensor.class, Tensor.class)
                    .optEngine("TensorFlow")
                    .optModelPath(folder)
                    .optTranslator(new Chunk())
                    .optOption("Tags", "serve")
                    .optOption("SignatureDefKey", "serve")
                    .build()
                    .loadModel();
            predictor = model.newPredictor();
        } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new ModelUnavailable(
                    "the model in " + folder.getFileName() + " cannot be loaded: " + e.getMessage(), e);
        }
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
    synchronized Tensor run(Tensor input) {
        float[] output = null;
        int columns = 0;
        for (int from = 0; from < input.rows(); from += CHUNK) {
            int rows = Math.min(CHUNK, input.rows() - from);
            float[] padded = new float[CHUNK * input.columns()];
            System.arraycopy(input.values(), from * input.columns(), padded, 0, rows * input.columns());
            Tensor answer = predict(new Tensor(CHUNK, input.columns(), padded));
            if (answer.rows() != CHUNK) {
                throw new ModelUnavailable("the model answered " + answer.rows() + " rows to " + CHUNK);
            }
            if (output == null) {
                columns = answer.columns();
                output = new float[input.rows() * columns];
            }
            System.arraycopy(answer.values(), 0, output, from * columns, rows * columns);
        }
        return output == null ? new Tensor(0, 0, new float[0]) : new Tensor(input.rows(), columns, output);
    }

    private Tensor predict(Tensor chunk) {
        try {
            return predictor.predict(chunk);
        } catch (TranslateException | RuntimeException e) {
            throw new ModelUnavailable("the model failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
