package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.REQUESTED;
import static io.reprise.domain.model.registry.Releases.SHADOWED;
import static io.reprise.domain.model.registry.Releases.fairness;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.GroupFigures.Figure;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseGroupsMeasured;
import io.reprise.domain.model.registry.ModelReleaseRefusal.DoesNotBeatBaseline;
import io.reprise.domain.model.registry.ModelReleaseRefusal.UnfairToGroup;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FairnessGateTest {

    private static final UnfairToGroup UNFAIR = new UnfairToGroup("region Wales", "calibration-gap", 0.2, 0.1);

    private static ModelReleaseEvent measured(double gap) {
        return new ReleaseGroupsMeasured(ID, fairness(gap), AT);
    }

    @Test
    void what_was_measured_and_the_limit_are_part_of_the_evaluation() {
        assertThat(release()
                        .given(REGISTERED)
                        .when(new RecordEvaluation(ID, "pinball", 0.8, 1.1, Optional.of(fairness(0.2)), AT))
                        .thenAccepted())
                .containsExactly(GOOD, measured(0.2));
    }

    @Test
    void a_model_that_is_far_from_one_group_goes_no_further_however_good_it_is() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(measured(0.2))
                .when(new ShadowRelease(ID, AT))
                .thenRefused(UNFAIR);
    }

    @Test
    void one_that_is_within_the_limit_does() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(measured(0.1))
                .when(new ShadowRelease(ID, AT))
                .then(SHADOWED);
    }

    @Test
    void the_gate_is_asked_again_when_it_is_promoted() {
        // No such log is written; should there be one, a person's approval does not open the gate.
        release()
                .given(List.of(REGISTERED, GOOD, measured(0.2), SHADOWED, REQUESTED))
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(UNFAIR);
    }

    @Test
    void a_model_that_is_no_better_than_its_baseline_is_refused_for_that_first() {
        release()
                .given(List.of(REGISTERED, Releases.NO_BETTER, measured(0.2)))
                .when(new ShadowRelease(ID, AT))
                .thenRefused(new DoesNotBeatBaseline("pinball", 1.1, 1.1));
    }

    @Test
    void the_card_gives_the_gaps_of_the_metric_that_is_limited_and_none_where_it_has_none() {
        GroupFigures kent = new GroupFigures(
                "region", "Kent", 900, new TreeMap<>(Map.of("calibration-gap", new Figure(0.02, 0.01, 0.03))));
        GroupFigures wales =
                new GroupFigures("region", "Wales", 300, new TreeMap<>(Map.of("auc", new Figure(0.7, 0.6, 0.8))));
        assertThat(GroupFairness.of(List.of(kent, wales), FairnessLimit.DEFAULT))
                .hasValueSatisfying(fairness -> {
                    assertThat(fairness.limit()).isEqualTo(FairnessLimit.DEFAULT);
                    assertThat(fairness.worst().group()).isEqualTo("Kent");
                    assertThat(fairness.gaps()).hasSize(1);
                });
        assertThat(GroupFairness.of(List.of(wales), FairnessLimit.DEFAULT)).isEmpty();
    }

    @Test
    void a_gap_is_a_number() {
        assertThatThrownBy(() -> fairness(Double.NaN)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new FairnessLimit("auc", -1)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new GroupFairness(FairnessLimit.DEFAULT, List.of()))
                .isInstanceOf(InvalidValue.class);
    }
}
