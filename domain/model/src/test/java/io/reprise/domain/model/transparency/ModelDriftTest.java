package io.reprise.domain.model.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.ColumnSpread.Shift;
import io.reprise.domain.model.registry.TrainingSpread;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What moved in the questions to a model, by column. */
class ModelDriftTest {

    private static final double[] TRAINED = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    /** Two columns: the first as in training, the second far above it. */
    private static final Tensor QUESTION = new Tensor(4, 2, new float[] {2, 50, 5, 60, 8, 70, 11, 80});

    private final Map<String, Tensor> kept = new HashMap<>();

    private final EvidenceStore evidence = new EvidenceStore() {
        @Override
        public String put(byte[] content) {
            throw new UnsupportedOperationException("a report records nothing");
        }

        @Override
        public Optional<byte[]> get(String sha256) {
            return Optional.ofNullable(kept.get(sha256)).map(Tensor::toBytes);
        }
    };

    private ModelCall asked(Tensor question) {
        Tensor answer = new Tensor(1, 1, new float[] {1});
        kept.put(question.sha256(), question);
        kept.put(answer.sha256(), answer);
        return new ModelCall(
                "demand", "1", "a", "demand-features/1", "cpu", "table", question.sha256(), answer.sha256(), "");
    }

    private static ColumnSpread column(String name, int index) {
        return ColumnSpread.of(name, index, TRAINED);
    }

    private ModelDrift drift(List<ColumnSpread> inputs, Tensor... questions) {
        List<ModelCall> calls = Arrays.stream(questions).map(this::asked).toList();
        return ModelDrift.of(new TrainingSpread(inputs, List.of()), calls, evidence)
                .orElseThrow();
    }

    @Test
    void the_column_that_moved_most_comes_first() {
        ModelDrift drift = drift(List.of(column("stock", 0), column("price", 1)), QUESTION);
        assertThat(drift.inputs()).extracting(Shift::column).containsExactly("price", "stock");
        assertThat(drift.rows()).isEqualTo(4);
    }

    @Test
    void a_column_that_a_question_does_not_have_is_not_compared() {
        ModelDrift drift = drift(List.of(column("price", 1), column("season", 2)), QUESTION);
        assertThat(drift.inputs()).extracting(Shift::column).containsExactly("price");
        // Nor is it read from the row below where only one of two questions has it.
        Tensor narrow = new Tensor(2, 1, new float[] {2, 11});
        assertThat(drift(List.of(column("price", 1)), QUESTION, narrow).inputs())
                .isEqualTo(drift(List.of(column("price", 1)), QUESTION).inputs());
    }

    @Test
    void where_nothing_of_the_training_is_kept_or_nothing_was_asked_there_is_nothing_to_compare() {
        assertThat(ModelDrift.of(new TrainingSpread(List.of(), List.of()), List.of(asked(QUESTION)), evidence))
                .isEmpty();
        assertThat(ModelDrift.of(new TrainingSpread(List.of(column("price", 1)), List.of()), List.of(), evidence))
                .isEmpty();
    }
}
