package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Training;
import io.reprise.ml.sequence.SequenceShape.Channel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceModelTest {

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void aPlantedCycleIsLearned(Objective objective) {
        SequenceModel model = Planted.ofItems(objective);
        try (Training training = Planted.learned(model, Planted.cycle(320, new Random(1)), 0, 12)) {
            TrainedSequences trained = new TrainedSequences(model, training);
            for (int start = 1; start <= Planted.ITEMS; start++) {
                int[] walk = Planted.walk(start, 4);
                assertThat(Planted.best(trained.next(List.of(new History(walk))).getFirst()))
                        .isEqualTo(Planted.after(walk[3]));
            }
        }
    }

    @Test
    void itIsLearnedFromASampleOfItemsToo() {
        SequenceModel model = Planted.ofItems(Objective.CAUSAL);
        try (Training training = Planted.learned(model, Planted.cycle(320, new Random(1)), 2, 12)) {
            float[] scores = new TrainedSequences(model, training)
                    .next(List.of(new History(Planted.walk(2, 3))))
                    .getFirst();
            assertThat(Planted.best(scores)).isEqualTo(5);
        }
    }

    /** Who put item 1 anywhere buys; buyers who looked at an even item last buy at hour 3, others at hour 1. */
    private static List<Example> shoppers(int count) {
        Random random = new Random(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] items = random.ints(3, 1, Planted.ITEMS + 1).toArray();
            int[] kinds = random.ints(3, 1, 3).toArray();
            boolean buys = kinds[0] == 2 || kinds[1] == 2;
            examples.add(
                    new Example(new History(items, kinds), 0, buys ? 1 : 0, buys ? (items[2] % 2 == 0 ? 3 : 1) : -1));
        }
        return examples;
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void aRuleOfWhoBuysAndWhenIsLearned(Objective objective) {
        SequenceShape shape = new SequenceShape(Planted.ITEMS, List.of(new Channel("kind", 2)), objective, true, 4);
        SequenceModel model = new SequenceModel(shape, Planted.TINY);
        try (Training training = Planted.learned(model, shoppers(320), 0, 15)) {
            TrainedSequences trained = new TrainedSequences(model, training);
            History buyer = new History(new int[] {3, 5, 4}, new int[] {1, 2, 1});
            History other = new History(new int[] {3, 5, 4}, new int[] {1, 1, 1});
            double[] logits = trained.bought(List.of(buyer, other));
            assertThat(logits[0]).isGreaterThan(1);
            assertThat(logits[1]).isLessThan(-1);
            float[] hours = trained.hours(List.of(buyer)).getFirst();
            assertThat(hours[3]).isGreaterThan(0.7f);
            assertThat(hours[0] + hours[1] + hours[2] + hours[3]).isCloseTo(1, within(1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void paddingNeverChangesAnAnswer(Objective objective) {
        SequenceModel model = Planted.ofItems(objective);
        try (Training training = Planted.learned(model, Planted.cycle(64, new Random(1)), 0, 1)) {
            TrainedSequences trained = new TrainedSequences(model, training);
            History brief = new History(new int[] {2, 5});
            float[] alone = trained.next(List.of(brief)).getFirst();
            float[] padded = trained.next(List.of(brief, new History(Planted.walk(1, 7))))
                    .getFirst();
            assertThat(padded).containsExactly(alone, within(1e-5f));
        }
    }

    /** Loss of what follows the second of four items; the fourth is given. */
    private static float lossAtTheSecond(Training training, SequenceModel model, int fourth) {
        Batch batch = SequenceInput.of(model, List.of(new History(new int[] {1, 2, 3, fourth})))
                .batch()
                .with(SequenceModel.COUNTED, new int[] {1}, 1)
                .with(SequenceModel.TARGETS, new int[] {2}, 1)
                .with(SequenceModel.TARGET_WEIGHTS, new float[] {1}, 1)
                .with(SequenceModel.CLASSES, new int[] {1, 2, 3, 4, 5, 6}, 6)
                .with(SequenceModel.CLASS_SHIFT, new float[6], 6);
        return training.loss(batch);
    }

    @Test
    void aLaterActionNeverChangesWhatACausalModelSaysOfAnEarlierOne() {
        SequenceModel causal = Planted.ofItems(Objective.CAUSAL);
        try (Training training = Planted.learned(causal, Planted.cycle(64, new Random(1)), 0, 1)) {
            assertThat(lossAtTheSecond(training, causal, 4)).isEqualTo(lossAtTheSecond(training, causal, 6));
        }
        // The same look at a model that sees both sides finds the difference.
        SequenceModel masked = Planted.ofItems(Objective.MASKED);
        try (Training training = Planted.learned(masked, Planted.cycle(64, new Random(1)), 0, 1)) {
            assertThat(lossAtTheSecond(training, masked, 4)).isNotEqualTo(lossAtTheSecond(training, masked, 6));
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        assertThat(bits()).isEqualTo(bits());
    }

    private static String bits() {
        SequenceModel model = new SequenceModel(
                SequenceShape.ofItems(Planted.ITEMS, Objective.MASKED), Planted.TINY.withDropout(0.2f));
        try (Training training = Planted.learned(model, Planted.cycle(64, new Random(1)), 3, 2)) {
            StringBuilder all = new StringBuilder();
            training.weights().forEach(weight -> all.append(Arrays.toString(weight.values())));
            return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void onlyTheLatestActionsAreSeen() {
        SequenceModel model = Planted.ofItems(Objective.CAUSAL);
        try (Training training = Planted.learned(model, Planted.cycle(64, new Random(1)), 0, 1)) {
            TrainedSequences trained = new TrainedSequences(model, training);
            int[] all = Planted.walk(1, 12);
            int[] latest = Arrays.copyOfRange(all, 4, 12);
            assertThat(trained.next(List.of(new History(all))).getFirst())
                    .isEqualTo(trained.next(List.of(new History(latest))).getFirst());
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        SequenceModel model = Planted.ofItems(Objective.CAUSAL);
        assertThatThrownBy(() -> new SequenceBatches(model, List.of(Example.ofNext(new int[] {7}, 1)), 8, 0))
                .hasMessage("item must be from 0 to 6, but was 7");
        assertThatThrownBy(() -> model.shape().check(new History(new int[] {1}, new int[] {1})))
                .hasMessageContaining("1 channels was given to a model with 0");
        assertThatThrownBy(() -> new TransformerSize(1, 10, 3, 8, 8, 0)).hasMessageContaining("heads must divide");
        assertThatThrownBy(() -> TransformerSize.preset("huge")).hasMessageContaining("gpu, laptop, workstation");
        assertThatThrownBy(() -> new History(new int[] {1, 2}, new int[] {1})).hasMessageContaining("1 values for 2");
    }

    @Test
    void itsSizeIsAMatterOfConfiguration() {
        assertThat(TransformerSize.preset("gpu").weightsOfBlocks())
                .isGreaterThan(100 * TransformerSize.preset("laptop").weightsOfBlocks());
    }
}
