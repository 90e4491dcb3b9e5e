package io.reprise.ml.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

    private static final List<String> NAMES = List.of("price", "hour", "noise");
    private static final Tensor ROWS = new Tensor(2, 3, new float[] {1, 0, 5, 3, 2, 5});

    /** exp(price) + 2·hour, and nothing of the third. */
    private static Tensor answers(Tensor rows) {
        float[] out = new float[rows.rows()];
        for (int row = 0; row < out.length; row++) {
            out[row] = (float) Math.exp(rows.at(row, 0)) + 2 * rows.at(row, 1);
        }
        return new Tensor(out.length, 1, out);
    }

    private static Attribution explain(UnaryOperator<Tensor> answers) {
        return IntegratedGradients.of(ROWS, NAMES, Map.of(), 0, answers, IntegratedGradients.differences(answers, 0));
    }

    @Test
    void whatDoesNotMatterMovesNothingAndContributionsAddUp() {
        Attribution attribution = explain(IntegratedGradientsTest::answers);
        assertThat(attribution.features())
                .extracting(Attribution.Feature::name)
                .containsExactly("price", "hour", "noise");
        assertThat(attribution.features().getLast().magnitude()).isZero();
        assertThat(attribution.features().get(1).magnitude()).isCloseTo(2, within(1e-3));
        assertThat(attribution.gap()).isCloseTo(0, within(0.01 * (attribution.answer() - attribution.reference())));
        assertThat(attribution.reference()).isCloseTo(Math.exp(2) + 2, within(1e-4));
    }

    @Test
    void theReferenceCanBeToldWhatIsNeutral() {
        UnaryOperator<Tensor> answers = IntegratedGradientsTest::answers;
        Attribution attribution = IntegratedGradients.of(
                ROWS, NAMES, Map.of(0, 0f), 0, answers, IntegratedGradients.differences(answers, 0));
        assertThat(attribution.reference()).isCloseTo(1 + 2, within(1e-4));
        assertThat(attribution.features().getFirst().mean())
                .isCloseTo((Math.exp(1) + Math.exp(3)) / 2 - 1, within(0.05));
    }

    /** A gradient that does not belong to the answers shows as a gap. */
    @Test
    void aWrongGradientDoesNotAddUp() {
        UnaryOperator<Tensor> wrong = rows -> new Tensor(rows.rows(), 3, new float[rows.rows() * 3]);
        Attribution attribution =
                IntegratedGradients.of(ROWS, NAMES, Map.of(), 0, IntegratedGradientsTest::answers, wrong);
        assertThat(attribution.gap()).isGreaterThan(1);
    }

    @Test
    void aLargeQuestionIsSampledAndAnEmptyOneCannotBeExplained() {
        Tensor large = new Tensor(5_000, 3, new float[15_000]);
        assertThat(IntegratedGradients.of(
                                large,
                                NAMES,
                                Map.of(),
                                0,
                                rows -> {
                                    assertThat(rows.rows()).isLessThanOrEqualTo(1_000);
                                    return answers(rows);
                                },
                                rows -> rows)
                        .answer())
                .isEqualTo(1);
        assertThatThrownBy(() -> IntegratedGradients.of(
                        new Tensor(0, 3, new float[0]),
                        NAMES,
                        Map.of(),
                        0,
                        IntegratedGradientsTest::answers,
                        rows -> rows))
                .hasMessageContaining("nothing to explain");
    }
}
