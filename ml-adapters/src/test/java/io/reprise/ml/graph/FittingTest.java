package io.reprise.ml.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Fitting.Rate;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class FittingTest {

    private static final int ROWS = 64;

    @TempDir
    private Path folder;

    /** y = 2a − b, learned through a hidden layer with dropout. */
    private static final class Line implements Model {
        @Override
        public List<Slot> slots() {
            return List.of(Slot.fractions("x", -1, 2), Slot.fractions("y", -1, 1), Slot.whole("row", -1));
        }

        @Override
        public List<Weight> initial(Random random) {
            return List.of(Weight.glorot(random, "hidden", 2, 16), Weight.normal(random, "out", 0.1, 16, 1));
        }

        @Override
        public Operand<TFloat32> loss(Scope scope) {
            Ops tf = scope.tf();
            return tf.math.mean(
                    tf.math.squaredDifference(guess(scope), scope.fractions("y")), tf.constant(new int[] {0, 1}));
        }

        @Override
        public Map<String, Operand<TFloat32>> answers(Scope scope) {
            return Map.of("guess", guess(scope));
        }

        private static Operand<TFloat32> guess(Scope scope) {
            Ops tf = scope.tf();
            Operand<TFloat32> hidden = tf.math.tanh(tf.linalg.matMul(scope.fractions("x"), scope.weight("hidden")));
            return tf.linalg.matMul(scope.dropout(hidden, 0.1f), scope.weight("out"));
        }
    }

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    private static Batch batch(Random random) {
        float[] x = new float[ROWS * 2];
        float[] y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[2 * i] = random.nextFloat() - 0.5f;
            x[2 * i + 1] = random.nextFloat() - 0.5f;
            y[i] = 2 * x[2 * i] - x[2 * i + 1];
        }
        return new Batch().with("x", x, ROWS, 2).with("y", y, ROWS, 1);
    }

    private static final Batch HELD = batch(new Random(99));

    private static Fitting fitting(int epochs, Consumer<Epoch> progress) {
        return new Fitting(new Fitting.Options(epochs, 3, 0, Rate.constant(0.01f), 5), progress);
    }

    private Fitted fit(int epochs, Path checkpoint, Consumer<Epoch> progress) {
        try (Training training = new Training(new Line(), new Training.Options(5, 1, 1))) {
            return fitting(epochs, progress)
                    .fit(
                            training,
                            (epoch, random) -> IntStream.range(0, 20)
                                    .mapToObj(i -> batch(random))
                                    .iterator(),
                            weights -> weights.loss(HELD),
                            checkpoint,
                            "a line");
        }
    }

    private static float[] numbers(Fitted fitted) {
        return fitted.weights().getLast().values();
    }

    @Test
    void itLearns() {
        List<Epoch> epochs = new ArrayList<>();
        Fitted fitted = fit(12, null, epochs::add);
        assertThat(fitted.isComplete()).isTrue();
        assertThat(fitted.score()).isLessThan(epochs.getFirst().score() / 5);
    }

    @Test
    void theSameSeedGivesTheSameWeightsToTheBit() {
        assertThat(numbers(fit(3, null, epoch -> {}))).isEqualTo(numbers(fit(3, null, epoch -> {})));
    }

    @Test
    void aTrainingThatWasStoppedGoesOnToTheSameBits() {
        Path checkpoint = folder.resolve("line.checkpoint");
        fit(2, checkpoint, epoch -> {});
        List<Integer> later = new ArrayList<>();
        Fitted resumed = fit(5, checkpoint, epoch -> later.add(epoch.number()));
        assertThat(later).containsExactly(3, 4, 5);
        assertThat(numbers(resumed)).isEqualTo(numbers(fit(5, null, epoch -> {})));
    }

    @Test
    void anInterruptStopsItAndWhatWasLearnedByThenIsKept() {
        Path checkpoint = folder.resolve("line.checkpoint");
        Fitted stopped = fit(5, checkpoint, epoch -> {
            if (epoch.number() == 2) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.isComplete()).isFalse();
        assertThat(numbers(fit(5, checkpoint, epoch -> {}))).isEqualTo(numbers(fit(5, null, epoch -> {})));
    }

    @Test
    void itStopsWhenNothingGetsBetterAndTheBestWeightsComeOut() {
        try (Training training = new Training(new Line(), Training.Options.seeded(5))) {
            List<Double> scores = List.of(3.0, 1.0, 2.0, 2.0, 2.0, 0.0);
            List<float[]> seen = new ArrayList<>();
            Fitted fitted = fitting(6, epoch -> {})
                    .fit(training, (epoch, random) -> List.of(batch(random)).iterator(), weights -> {
                        seen.add(weights.weights().getLast().values());
                        return scores.get(seen.size() - 1);
                    });
            assertThat(seen).hasSize(5);
            assertThat(fitted.epoch()).isEqualTo(2);
            assertThat(numbers(fitted)).isEqualTo(seen.get(1));
            assertThat(training.weights().getLast().values()).isEqualTo(seen.get(1));
        }
    }

    @Test
    void aDamagedCheckpointIsNotGoneOnFrom() throws IOException {
        Path checkpoint = folder.resolve("line.checkpoint");
        fit(1, checkpoint, epoch -> {});
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
        assertThatThrownBy(() -> fit(2, checkpoint, epoch -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was damaged");
    }

    @Test
    void dropoutIsForLearningOnly() {
        try (Training training = new Training(new Line(), Training.Options.seeded(5))) {
            assertThat(training.answer("guess", HELD)).isEqualTo(training.answer("guess", HELD));
            assertThat(training.loss(HELD)).isNotEqualTo(training.step(HELD, 0));
        }
    }

    @Test
    void aSlotOrAnAnswerThatIsNotThereIsNamed() {
        try (Training training = new Training(new Line(), Training.Options.seeded(5))) {
            assertThatThrownBy(() -> training.loss(new Batch().with("z", new float[1], 1)))
                    .hasMessageContaining("no slot 'z'");
            assertThatThrownBy(() -> training.answer("score", HELD)).hasMessageContaining("no answer 'score'");
        }
    }

    @Test
    void theRateRisesToItsPeakAndFallsToATenth() {
        Rate rate = Rate.warmUpAndCosine(1, 10, 110);
        assertThat(rate.at(5)).isEqualTo(0.5f);
        assertThat(rate.at(10)).isEqualTo(1);
        assertThat(rate.at(60)).isBetween(0.54f, 0.56f);
        assertThat(rate.at(500)).isEqualTo(0.1f);
    }
}
