package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.ml.graph.Training;
import io.reprise.ml.sequence.SequenceShape.Channel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceAttributionTest {

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void sharesAddUpToTheScoreAndAttentionToOne(Objective objective) {
        SequenceModel model = Planted.ofItems(objective);
        try (Training training = Planted.learned(model, Planted.cycle(320, new Random(1)), 0, 8)) {
            TrainedSequences trained = new TrainedSequences(model, training);
            History history = new History(Planted.walk(2, 4));
            SequenceAttribution why = SequenceAttribution.ofNext(trained, history, 6);
            assertThat(why.shares()).hasSize(4);
            assertThat(why.gap()).isLessThan(0.02 * Math.abs(why.score() - why.scoreOfNothing()) + 0.01);
            assertThat((float) why.score())
                    .isCloseTo(trained.next(List.of(history)).getFirst()[5], within(1e-4f));
            // A masked model looks at the place it is to fill, too.
            double looked = Arrays.stream(why.attention()[0]).sum();
            assertThat(looked).isLessThan(1 + 1e-5);
            if (objective == Objective.CAUSAL) {
                assertThat(looked).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void theActionThatMadeTheShopperBuyGetsTheLargestShare() {
        SequenceShape shape =
                new SequenceShape(Planted.ITEMS, List.of(new Channel("kind", 2)), Objective.CAUSAL, true, 0);
        SequenceModel model = new SequenceModel(shape, Planted.TINY);
        Random random = new Random(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            int[] items = random.ints(4, 1, Planted.ITEMS + 1).toArray();
            int[] kinds = {1, 1, 1, 1};
            boolean buys = random.nextBoolean();
            kinds[random.nextInt(4)] = buys ? 2 : 1;
            examples.add(new Example(new History(items, kinds), 0, buys ? 1 : 0, -1));
        }
        try (Training training = Planted.learned(model, examples, 0, 12)) {
            SequenceAttribution why = SequenceAttribution.ofPurchase(
                    new TrainedSequences(model, training), new History(new int[] {3, 5, 4, 1}, new int[] {1, 2, 1, 1}));
            double[] sorted = why.shares().clone();
            Arrays.sort(sorted);
            assertThat(why.score()).isGreaterThan(1);
            assertThat(why.shares()[1]).isEqualTo(sorted[3]).isPositive();
        }
    }
}
