package io.reprise.ml.explain;

import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Explains answers of the artifacts on the shelf: networks by their own gradients, baselines by differences. */
public final class ShelfAttributions implements ModelAttributions {

    /**
     * @param neutral column → its value in the reference; the average where there is none
     * @param column of the answer that is explained
     */
    private record Explained(List<String> features, Map<Integer, Float> neutral, int column) {}

    private static final Map<String, Explained> SCHEMAS = Map.of(
            DemandFeatures.SCHEMA,
                    new Explained(DemandFeatures.NAMES, Map.of(DemandFeatures.DISCOUNT, 0f), DemandForecaster.P50),
            PurchaseFeatures.SCHEMA, new Explained(PurchaseFeatures.NAMES, Map.of(), 0));

    private final ModelShelf shelf;

    public ShelfAttributions(ModelShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Attribution of(ModelCall call, Tensor input) {
        Explained explained = SCHEMAS.get(call.schema());
        if (explained == null || explained.features().size() != input.columns()) {
            throw new ModelUnavailable("there are no names for the features of schema " + call.schema());
        }
        Shelved shelved = shelf.find(call.artifactSha256())
                .orElseThrow(() -> new ModelUnavailable("there is no artifact " + call.artifactSha256()));
        UnaryOperator<Tensor> answers = rows -> shelf.run(call.artifactSha256(), rows);
        if (shelved.card().isBaseline()) {
            return IntegratedGradients.of(
                    input,
                    explained.features(),
                    explained.neutral(),
                    explained.column(),
                    answers,
                    IntegratedGradients.differences(answers, explained.column()));
        }
        // Answers first: the shelf looks whether the artifact is what it was, and makes TensorFlow ready.
        answers.apply(new Tensor(1, input.columns(), new float[input.columns()]));
        try (SavedModelBundle bundle = open(shelved)) {
            return IntegratedGradients.of(
                    input,
                    explained.features(),
                    explained.neutral(),
                    explained.column(),
                    answers,
                    rows -> gradient(bundle, rows));
        }
    }

    private static SavedModelBundle open(Shelved shelved) {
        SavedModelBundle bundle = SavedModelBundle.loader(shelved.folder().toString())
                .withTags("serve")
                .withConfigProto(ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(1)
                        .setInterOpParallelismThreads(1)
                        .build())
                .load();
        if (bundle.signatures().stream().noneMatch(s -> s.key().equals(SavedModelWriter.GRADIENT))) {
            bundle.close();
            throw new ModelUnavailable("this release of " + shelved.card().model()
                    + " was trained by an earlier version and does not tell its gradients");
        }
        return bundle;
    }

    private static Tensor gradient(SavedModelBundle bundle, Tensor rows) {
        try (TFloat32 features =
                        TFloat32.tensorOf(Shape.of(rows.rows(), rows.columns()), DataBuffers.of(rows.values()));
                Result result = bundle.function(SavedModelWriter.GRADIENT).call(Map.of("features", features))) {
            float[] values = new float[rows.values().length];
            ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
            return new Tensor(rows.rows(), rows.columns(), values);
        } catch (TensorFlowException e) {
            throw new ModelUnavailable("the model's gradient failed: " + e.getMessage(), e);
        }
    }
}
