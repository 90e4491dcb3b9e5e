package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.regression.LogisticRegression;
import io.reprise.ml.sequence.SequenceShape.Channel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

class OwnHoursTest {

    private static final int HOURS = 24;
    private static final int HOUR_LATER = BehaviourVocabulary.gap(60);

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    private static SequenceShape shape(Objective objective) {
        return new SequenceShape(
                Planted.ITEMS,
                List.of(
                        new Channel(BehaviourVocabulary.GAP, BehaviourVocabulary.gaps()),
                        new Channel(BehaviourVocabulary.HOUR, HOURS)),
                objective,
                true,
                HOURS);
    }

    private static double[] even() {
        double[] even = new double[HOURS];
        Arrays.fill(even, 1.0 / HOURS);
        return even;
    }

    /** Visits at the hours, of two actions each. */
    private static History visits(int... hours) {
        int[] items = new int[2 * hours.length];
        int[][] channels = new int[2][items.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = 1 + i % Planted.ITEMS;
            channels[0][i] = i % 2 == 0 ? 1 : HOUR_LATER;
            channels[1][i] = hours[i / 2] + 1;
        }
        return new History(items, channels);
    }

    @Test
    void aVisitCountsOnceHoweverManyActionsItHas() {
        SequenceModel model = new SequenceModel(shape(Objective.CAUSAL), Planted.TINY);
        double[] shares = new OwnHours(even(), 2, 0).shares(model, visits(9, 9, 20));
        assertThat(shares[9]).isCloseTo((2 + 2.0 / HOURS) / 5, within(1e-9));
        assertThat(shares[20]).isCloseTo((1 + 2.0 / HOURS) / 5, within(1e-9));
        assertThat(shares[3]).isCloseTo(2.0 / HOURS / 5, within(1e-9));
    }

    @Test
    void aBellGoesRoundTheClock() {
        SequenceModel model = new SequenceModel(shape(Objective.CAUSAL), Planted.TINY);
        double[] shares = new OwnHours(even(), 1, 1).shares(model, visits(0));
        assertThat(shares[23]).isCloseTo(shares[1], within(1e-12)).isGreaterThan(shares[12]);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
    }

    /** Half come in the morning and buy then, half in the evening. */
    private static List<Example> faithful(int count) {
        Random random = new Random(2);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int usual = i % 2 == 0 ? 9 : 20;
            int[] before = IntStream.range(0, 3)
                    .map(visit -> (usual + random.nextInt(3) - 1) % HOURS)
                    .toArray();
            examples.add(new Example(visits(before), 0, 1, usual + random.nextInt(3) - 1));
        }
        return examples;
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void theHeadBeginsAtTheShoppersOwnHoursAndIsServedSo(Objective objective) throws Exception {
        SequenceModel model = SequenceModel.ofBehaviour(shape(objective), Planted.TINY, faithful(200), faithful(100));
        OwnHours own = model.own().orElseThrow();
        assertThat(own.strength()).isLessThan(8);
        var weights = model.initial(new Random(1));
        List<History> histories = List.of(visits(9, 10), visits(20), visits(19, 20, 21, 20, 20));
        HeadCalibration half = new HeadCalibration(
                new LogisticRegression(new double[] {0, 1}), Optional.empty(), 0.5, even(), model.own());
        SequenceArtifact artifact = new SequenceArtifact(model);
        artifact.write(weights, half, folder);
        try (TrainedSequences untrained = new TrainedSequences(model, weights);
                SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
            List<float[]> hours = untrained.hours(histories);
            float[] served = serve(bundle, artifact.features(histories));
            int columns = served.length / histories.size();
            for (int i = 0; i < histories.size(); i++) {
                double[] begun = own.shares(model, histories.get(i));
                for (int hour = 0; hour < HOURS; hour++) {
                    assertThat((double) hours.get(i)[hour]).isCloseTo(begun[hour], within(0.05));
                    assertThat((double) served[i * columns + 1 + hour])
                            .isCloseTo(half.hour(model, histories.get(i), hours.get(i), hour), within(1e-5));
                }
            }
            assertThat(hours.getFirst()[9]).isGreaterThan(4 * hours.getFirst()[20]);
            assertThat(hours.get(1)[20]).isGreaterThan(4 * hours.get(1)[9]);
        }
    }

    private static float[] serve(SavedModelBundle bundle, Tensor features) {
        try (TFloat32 input = TFloat32.tensorOf(
                        Shape.of(features.rows(), features.columns()), DataBuffers.of(features.values()));
                Result result = bundle.function("serve").call(Map.of("features", input))) {
            TFloat32 answer = (TFloat32) result.get(0);
            float[] values = new float[(int) answer.size()];
            answer.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }
}
