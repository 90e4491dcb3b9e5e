package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.graph.Training;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.regression.LogisticRegression;
import io.reprise.ml.sequence.SequenceShape.Channel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

class SequenceArtifactTest {

    private static final LogisticRegression PURCHASE = new LogisticRegression(new double[] {-0.5, 0.7});
    private static final HeadCalibration CALIBRATION =
            new HeadCalibration(PURCHASE, Optional.empty(), 0.75, new double[] {0.4, 0.3, 0.2, 0.1}, Optional.empty());

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    private static float[] run(SavedModelBundle bundle, String signature, Tensor features) {
        try (TFloat32 input = TFloat32.tensorOf(
                        Shape.of(features.rows(), features.columns()), DataBuffers.of(features.values()));
                Result result = bundle.function(signature).call(Map.of("features", input))) {
            TFloat32 answer = (TFloat32) result.get(0);
            float[] values = new float[(int) answer.size()];
            answer.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void whatIsServedIsWhatWasTrained(Objective objective) throws Exception {
        SequenceModel model = new SequenceModel(
                new SequenceShape(Planted.ITEMS, List.of(new Channel("kind", 2)), objective, true, 4), Planted.TINY);
        SequenceArtifact artifact = new SequenceArtifact(model);
        List<Weight> weights = model.initial(new Random(4));
        List<History> histories = List.of(
                new History(new int[] {3, 5, 4}, new int[] {1, 2, 1}), new History(new int[] {2}, new int[] {2}));
        Path into = folder.resolve("model");
        artifact.write(weights, CALIBRATION, into);
        try (Training training = new Training(model, Training.Options.seeded(1));
                SavedModelBundle bundle = SavedModelBundle.load(into.toString(), "serve")) {
            training.putWeights(weights);
            TrainedSequences trained = new TrainedSequences(model, training);
            Tensor features = artifact.features(histories);
            int columns = 1 + 4 + Planted.ITEMS;
            float[] served = run(bundle, "serve", features);
            assertThat(served).hasSize(2 * columns);
            for (int row = 0; row < 2; row++) {
                double logit = trained.bought(histories)[row];
                assertThat((double) served[row * columns]).isCloseTo(PURCHASE.probability(1, logit), within(1e-5));
                int at = row * columns;
                float[] hours = trained.hours(histories).get(row);
                assertThat((double) served[at + 1])
                        .isCloseTo(CALIBRATION.hour(model, histories.get(row), hours, 0), within(1e-5));
                assertThat(IntStream.range(1, 5)
                                .mapToDouble(i -> served[at + i])
                                .sum())
                        .isCloseTo(1, within(1e-5));
                assertThat(IntStream.range(5, columns)
                                .mapToDouble(i -> served[at + i])
                                .sum())
                        .isCloseTo(1, within(1e-5));
            }
            SequenceAttribution why = SequenceAttribution.ofPurchase(trained, histories.getFirst());
            float[] shares = run(bundle, SequenceArtifact.ATTRIBUTION, features);
            // In half as many steps. Eight places, of which a masked model keeps the last for the question.
            int first = Planted.TINY.length() - 3 - (objective == Objective.CAUSAL ? 0 : 1);
            for (int i = 0; i < 3; i++) {
                assertThat((double) shares[first + i]).isCloseTo(why.shares()[i], within(1e-2));
            }
            assertThat(shares[0]).isZero();
            float[] attention = run(bundle, SequenceArtifact.ATTENTION, features);
            assertThat((double) attention[first]).isCloseTo(why.attention()[0][0], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void countsBesideTheTransformerAreServedAsTheyWereFitted(Objective objective) throws Exception {
        SequenceModel model = new SequenceModel(
                new SequenceShape(
                        Planted.ITEMS,
                        List.of(new Channel(BehaviourVocabulary.GAP, BehaviourVocabulary.gaps())),
                        objective,
                        true,
                        4),
                Planted.TINY);
        double[] coefficients = new double[2 + BehaviourVocabulary.gaps()];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = 0.1 * i - 0.5;
        }
        LogisticRegression counts = new LogisticRegression(coefficients);
        LogisticRegression purchase = new LogisticRegression(new double[] {-0.5, 0.7, 0.9});
        List<History> histories = List.of(
                new History(new int[] {3, 5, 4}, new int[] {1, 2, 7}), new History(new int[] {2}, new int[] {3}));
        SequenceArtifact artifact = new SequenceArtifact(model);
        List<Weight> weights = model.initial(new Random(4));
        Path into = folder.resolve("counted");
        artifact.write(
                weights, new HeadCalibration(purchase, Optional.of(counts), 1, new double[4], Optional.empty()), into);
        try (TrainedSequences trained = new TrainedSequences(model, weights);
                SavedModelBundle bundle = SavedModelBundle.load(into.toString(), "serve")) {
            float[] served = run(bundle, "serve", artifact.features(histories));
            double[] logits = trained.bought(histories);
            for (int row = 0; row < 2; row++) {
                double counted = counts.logit(BehaviourBaseline.row(model, histories.get(row)));
                assertThat((double) served[row * (5 + Planted.ITEMS)])
                        .isCloseTo(purchase.probability(1, logits[row], counted), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void theSameWeightsGiveTheSameDigest(Objective objective) throws Exception {
        SequenceModel model =
                new SequenceModel(new SequenceShape(Planted.ITEMS, List.of(), objective, true, 4), Planted.TINY);
        List<Weight> weights = model.initial(new Random(4));
        SequenceArtifact artifact = new SequenceArtifact(model);
        assertThat(artifact.write(weights, CALIBRATION, folder.resolve("one")))
                .isEqualTo(artifact.write(weights, CALIBRATION, folder.resolve("two")));
    }
}
