package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationInputsTest {

    private static final EvaluationInputs IN =
            new EvaluatedSale(4).item("LAMP", 40, 100, 10).inputs();

    private static Watch watch(long windowSeconds, int windows) {
        return new Watch(
                new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_500L), List.of(900L)),
                140,
                windowSeconds,
                Collections.nCopies(windows, 10),
                new TreeMap<>(),
                Optional.empty(),
                Optional.of(List.of()));
    }

    @Test
    void they_are_what_an_evaluation_starts_from() {
        assertThat(IN.kind()).isEqualTo(DecisionKind.EVALUATION);
    }

    @Test
    void a_sale_begins_in_an_hour_of_its_forecast() {
        assertThatThrownBy(() -> new EvaluationInputs(
                        1, IN.span(), IN.sale(), 26, -1, 5_000, IN.items(), ArmTotals.NONE, ArmTotals.NONE))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("firstHour")
                .hasMessageContaining("must not be negative, but was -1");
        assertThat(new EvaluationInputs(
                                1, IN.span(), IN.sale(), 26, 0, 5_000, IN.items(), ArmTotals.NONE, ArmTotals.NONE)
                        .watch())
                .isEmpty();
    }

    @Test
    void no_more_windows_are_looked_at_than_matter() {
        assertThat(watch(900, 96).soldBefore()).hasSize(96);
        assertThatThrownBy(() -> watch(900, 97))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("soldBefore")
                .hasMessageContaining("must be at most 96 windows");
    }

    @Test
    void a_window_has_a_length() {
        assertThat(watch(1, 0).windowSeconds()).isEqualTo(1);
        assertThatThrownBy(() -> watch(0, 0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("windowSeconds")
                .hasMessageContaining("must be above 0, but was 0");
    }

    @Test
    void a_sale_without_a_silence_reads_as_one_recorded_before_they_were_watched() {
        assertThat(watch(900, 0).silences()).isEmpty();
    }
}
