package io.reprise.ml.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.RowModel;
import io.reprise.ml.training.TinyModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Real SavedModels through DJL. */
class WarmModelTest {

    private static final int ROWS = 1_500;

    @TempDir
    private static Path models;

    private static ModelShelf shelf;
    private static ArtifactId artifact;
    private static Tensor input;
    private static Tensor expected;

    @BeforeAll
    static void open() {
        artifact = TinyModels.shelve(models, "tiny", 1);
        shelf = new ModelShelf(TinyModels.HOME, models);
        Random random = new Random(5);
        float[] values = new float[ROWS * TinyModels.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * 3;
        }
        input = new Tensor(ROWS, TinyModels.COLUMNS, values);
        expected = shelf.run(artifact.sha256(), input);
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    private static Tensor rows(Tensor all, int from, int count) {
        return new Tensor(
                count,
                all.columns(),
                Arrays.copyOfRange(all.values(), from * all.columns(), (from + count) * all.columns()));
    }

    @Test
    void inWhateverSizeItIsAskedARowGetsTheBitsThatReplayMakes() {
        RowModel model = shelf.open(artifact);
        assertThat(model.isSettled()).isFalse();
        keepsItsBits(model);
        model.settle();
        assertThat(model.isSettled()).isTrue();
        assertThat(model.mixes()).isTrue();
        keepsItsBits(model);
        model.close();
    }

    /** As answers were recorded before sessions ran in the caller's thread. */
    @Test
    void replayMakesTheBitsOfASessionWithItsUsualThreads() {
        ConfigProto usual =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(1).build();
        String folder = shelf.find(artifact.sha256()).orElseThrow().folder().toString();
        try (SavedModelBundle bundle = SavedModelBundle.loader(folder)
                .withTags("serve")
                .withConfigProto(usual)
                .load()) {
            Tensor bare = ChunkLadder.run(chunk -> bare(bundle.session(), chunk), input, ROWS, ChunkLadder.CANONICAL);
            assertThat(bare).isEqualTo(expected);
        }
    }

    private static Tensor bare(Session session, Tensor chunk) {
        float[] values = new float[chunk.rows() * TinyModels.ANSWERS];
        try (TFloat32 rows = TFloat32.tensorOf(
                        Shape.of(chunk.rows(), chunk.columns()), DataBuffers.of(chunk.values(), true, false));
                Result result =
                        session.runner().feed("features", rows).fetch("answer").run()) {
            ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
        }
        return new Tensor(chunk.rows(), TinyModels.ANSWERS, values);
    }

    @Test
    void whatIsClosedWhileItSettlesIsNotCalledAgain() throws Exception {
        RowModel model = shelf.open(artifact);
        Thread settling = Thread.ofPlatform().start(model::settle);
        model.close();
        settling.join();
        assertThat(model.isSettled()).isTrue();
        assertThat(model.mixes()).isFalse();
    }

    private static void keepsItsBits(RowModel model) {
        for (int count : new int[] {1, 2, 7, 16, 31, 64, 65, 257, 1_024, ROWS}) {
            for (int from = 0; from + count <= ROWS; from += Math.max(count, 211)) {
                assertThat(model.run(rows(input, from, count)).values())
                        .as("%d rows from %d", count, from)
                        .isEqualTo(rows(expected, from, count));
            }
        }
    }

    @Test
    void rowsOfManyClientsTravelTogetherAndKeepTheirBits() {
        IntStream.range(0, 600).parallel().forEach(i -> {
            int count = 1 + i % 40;
            Tensor answer = shelf.serving()
                    .run(artifact, rows(input, i, count), OptionalInt.of(TinyModels.ANSWERS), Duration.ofSeconds(30))
                    .values();
            assertThat(answer).isEqualTo(rows(expected, i, count));
        });
        assertThat(shelf.serving().status().getFirst().requests()).isEqualTo(600);
        assertThat(shelf.serving().status().getFirst().device()).isEqualTo(shelf.device());
    }
}
