package io.reprise.ml.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.recommend.NextItemTraining.Settings;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.sequence.TransformerSize;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextItemTrainingTest {

    private static final int ITEMS = 8;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    /** Shoppers who walk round a cycle, forwards if they began with an odd item and backwards otherwise. */
    private static RankingData walks() {
        Random random = new Random(2);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int item = random.nextInt(ITEMS);
            int step = item % 2 == 0 ? 1 : ITEMS - 1;
            int[] sequence = new int[5 + random.nextInt(3)];
            for (int j = 0; j < sequence.length; j++) {
                sequence[j] = item + 1;
                item = (item + step) % ITEMS;
            }
            sequences.add(sequence);
        }
        RankingData all = RankingData.leaveOneOut("walks", sequences, true);
        return new RankingData("walks", ITEMS, all.train(), all.validation(), all.test(), false);
    }

    private static NextItemTraining training() {
        TransformerSize size = new TransformerSize(1, 16, 2, 32, 8, 0.1f);
        return new NextItemTraining(walks(), new Settings(size, Objective.CAUSAL, 12, 16, 0.01f, 0, 12, 4, 1));
    }

    private static Fitted fit(Path checkpoint, Consumer<Epoch> progress) {
        return training().fit(checkpoint, progress);
    }

    private static String numbers(Fitted fitted) {
        StringBuilder all = new StringBuilder();
        for (Weight weight : fitted.weights()) {
            all.append(Arrays.toString(weight.values()));
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itLearnsWhichWayAShopperWalksWhichNeighboursCannot() {
        RankingData data = walks();
        Fitted fitted = fit(null, epoch -> {});
        try (TrainedSequences trained = new TrainedSequences(training().model(), fitted.weights())) {
            double ofTransformer = RankingEvaluation.of(new Transformer(trained), data.test(), false)
                    .mean(Measure.HR, 1);
            double ofNeighbours = RankingEvaluation.of(
                            new ItemNeighbours(ITEMS, data.train(), 8, 0.5), data.test(), false)
                    .mean(Measure.HR, 1);
            assertThat(ofTransformer).isGreaterThan(0.9).isGreaterThan(ofNeighbours);
        }
    }

    @Test
    void whatWasStoppedGoesOnToTheSameBits() {
        Path checkpoint = folder.resolve("walks.checkpoint");
        Fitted stopped = fit(checkpoint, epoch -> {
            if (epoch.number() == 4) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.isComplete()).isFalse();
        List<Integer> later = new ArrayList<>();
        Fitted resumed = fit(checkpoint, epoch -> later.add(epoch.number()));
        assertThat(later).startsWith(5);
        assertThat(numbers(resumed)).isEqualTo(numbers(fit(null, epoch -> {})));
    }
}
