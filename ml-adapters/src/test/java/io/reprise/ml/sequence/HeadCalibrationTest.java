package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadCalibrationTest {

    private static final SequenceShape SHAPE = new SequenceShape(Planted.ITEMS, List.of(), Objective.CAUSAL, true, 4);

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    /** Every tenth shopper buys, three of four buyers at hour 2, whatever they looked at before. */
    private static List<Example> examples() {
        Random random = new Random(6);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int[] items = random.ints(3, 1, Planted.ITEMS + 1).toArray();
            boolean buys = i % 10 == 0;
            examples.add(new Example(new History(items), 0, buys ? 1 : 0, buys ? (i % 40 == 0 ? 1 : 2) : -1));
        }
        return examples;
    }

    private static TrainedSequences untrained(Optional<BaseRates> rates) {
        SequenceModel model = new SequenceModel(SHAPE, Planted.TINY, rates);
        return new TrainedSequences(model, model.initial(new Random(1)));
    }

    @Test
    void headsBeginAtTheBaseRates() {
        BaseRates rates = BaseRates.of(examples(), 4);
        assertThat(rates.bought()).isCloseTo(0.1, within(0.01));
        assertThat(rates.hours()[2]).isCloseTo(31 / 44.0, within(1e-9));
        try (TrainedSequences trained = untrained(Optional.of(rates))) {
            History any = new History(new int[] {1, 2});
            double logit = trained.bought(List.of(any))[0];
            assertThat(1 / (1 + Math.exp(-logit))).isCloseTo(0.1, within(0.05));
            assertThat((double) trained.hours(List.of(any)).getFirst()[2]).isCloseTo(rates.hours()[2], within(0.1));
        }
    }

    @Test
    void hoursOfAModelThatKnowsNothingAreDrawnToThoseOfEverybody() {
        BaseRates rates = BaseRates.of(examples(), 4);
        try (TrainedSequences trained = untrained(Optional.empty())) {
            HeadCalibration calibration = HeadCalibration.of(trained, examples(), rates, Optional.empty());
            assertThat(calibration.hourWeight()).isLessThan(0.15);
            assertThat(calibration.hour(
                            trained.model(), new History(new int[] {1}), new float[] {0.25f, 0.25f, 0.25f, 0.25f}, 2))
                    .isGreaterThan(0.6);
        }
    }
}
