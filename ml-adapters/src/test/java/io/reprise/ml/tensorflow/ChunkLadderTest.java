package io.reprise.ml.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ChunkLadderTest {

    private static UnaryOperator<Tensor> rowByRow(RowFunction function) {
        return chunk -> {
            float[] answers = new float[chunk.rows()];
            for (int row = 0; row < chunk.rows(); row++) {
                answers[row] = function.of(chunk, row);
            }
            return new Tensor(chunk.rows(), 1, answers);
        };
    }

    private interface RowFunction {
        float of(Tensor chunk, int row);
    }

    private static List<Integer> sizes(ChunkLadder ladder) {
        return ladder.rungs().stream().map(ChunkLadder.Rung::rows).toList();
    }

    private static Tensor random(int rows, int columns) {
        Random random = new Random(3);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(rows, columns, values);
    }

    @Test
    void aModelThatLooksAtEachRowAloneRunsInEverySize() {
        ChunkLadder ladder = ChunkLadder.tried(rowByRow((chunk, row) -> chunk.at(row, 0) * 2), 2, Optional.empty());
        assertThat(sizes(ladder)).containsExactly(16, 24, 40, 48, 64, 96, 192, 256, 384, 768, 1_024, 2_048, 4_096);
        assertThat(ladder.mixes()).isTrue();
    }

    @Test
    void aSizeAtWhichTheModelAnswersOtherBitsIsNotUsed() {
        UnaryOperator<Tensor> other = rowByRow((chunk, row) ->
                chunk.rows() < 48 || chunk.rows() == 768 ? Math.nextUp(chunk.at(row, 0)) : chunk.at(row, 0));
        assertThat(sizes(ChunkLadder.tried(other, 2, Optional.empty())))
                .containsExactly(48, 64, 96, 192, 256, 384, 1_024, 2_048, 4_096);
    }

    @Test
    void aSizeInWhichOnlyTheLastRowSometimesHasOtherBitsIsNotUsed() {
        UnaryOperator<Tensor> last = rowByRow((chunk, row) -> chunk.rows() == 192 && row == 191 && chunk.at(row, 1) > 1
                ? Math.nextUp(chunk.at(row, 0))
                : chunk.at(row, 0));
        assertThat(sizes(ChunkLadder.tried(last, 2, Optional.empty())))
                .contains(96, 256)
                .doesNotContain(192);
    }

    @Test
    void whereItMattersWhereARowStandsNothingIsMixed() {
        UnaryOperator<Tensor> byPlace =
                rowByRow((chunk, row) -> row == chunk.rows() - 1 ? Math.nextUp(chunk.at(row, 0)) : chunk.at(row, 0));
        ChunkLadder ladder = ChunkLadder.tried(byPlace, 2, Optional.empty());
        assertThat(ladder.mixes()).isFalse();
        assertThat(sizes(ladder)).containsExactly(ChunkLadder.CANONICAL);
    }

    @Test
    void aModelThatTakesOnlyRowsOfATableIsTriedWithThoseItsTrainerLeft() {
        UnaryOperator<Tensor> table = rowByRow((chunk, row) -> {
            if (chunk.at(row, 0) != 40 && chunk.at(row, 0) != 0) {
                throw new ModelUnavailable("no such row");
            }
            return chunk.at(row, 0);
        });
        assertThat(sizes(ChunkLadder.tried(table, 1, Optional.of(new Tensor(1, 1, new float[] {40})))))
                .hasSize(13);
        ChunkLadder without = ChunkLadder.tried(table, 1, Optional.empty());
        assertThat(without.mixes()).isFalse();
        assertThat(sizes(without)).containsExactly(ChunkLadder.CANONICAL);
    }

    @Test
    void everyNumberOfRowsIsAnsweredInOrder() {
        UnaryOperator<Tensor> first = rowByRow((chunk, row) -> chunk.at(row, 0));
        ChunkLadder ladder = ChunkLadder.tried(first, 2, Optional.empty());
        for (int rows : new int[] {1, 2, 3, 63, 64, 65, 100, 1_023, 1_025, 3_000}) {
            Tensor input = random(rows, 2);
            Tensor answer = ladder.run(first, input);
            assertThat(answer.rows()).isEqualTo(rows);
            for (int row = 0; row < rows; row++) {
                assertThat(answer.at(row, 0)).isEqualTo(input.at(row, 0));
            }
        }
    }

    @Test
    void aSlowModelIsTriedWithFewRows() {
        AtomicInteger asked = new AtomicInteger();
        UnaryOperator<Tensor> slow = chunk -> {
            asked.addAndGet(chunk.rows());
            long until = System.nanoTime() + chunk.rows() * 400_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return new Tensor(chunk.rows(), 1, Arrays.copyOf(chunk.values(), chunk.rows()));
        };
        ChunkLadder ladder = ChunkLadder.tried(slow, 1, Optional.empty());
        assertThat(sizes(ladder)).contains(16, 96).doesNotContain(256);
        assertThat(asked.get()).isLessThan(10_000);
    }
}
