package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy decides from besides its inputs. */
class EvidenceTest {

    private static final Tensor ONE = new Tensor(1, 1, new float[] {1});
    private static final Tensor OTHER = new Tensor(1, 1, new float[] {2});
    private static final Exhibit DEMAND = SampleModels.exhibit("demand", ONE);
    private static final Exhibit PURCHASE = SampleModels.exhibit("purchase", OTHER);

    @Test
    void an_answer_is_found_by_the_role_it_plays() {
        Evidence evidence = new Evidence(List.of(DEMAND, PURCHASE));
        assertThat(evidence.tensor("purchase")).isEqualTo(OTHER);
        assertThat(evidence.tensor("demand")).isEqualTo(ONE);
        assertThat(evidence.find("offers")).isEmpty();
        assertThat(evidence.sources())
                .containsExactly(
                        new Evidence.Source("demand", DEMAND.call()), new Evidence.Source("purchase", PURCHASE.call()));
    }

    @Test
    void an_answer_that_a_policy_needs_and_nobody_gave_is_named() {
        assertThatThrownBy(() -> Evidence.NONE.tensor("demand"))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("evidence.demand: is missing");
    }

    @Test
    void two_answers_cannot_play_one_role() {
        assertThatThrownBy(() -> new Evidence(List.of(DEMAND, PURCHASE, SampleModels.exhibit("demand", OTHER))))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("evidence.demand: is there twice");
    }

    @Test
    void an_answer_other_than_the_one_that_was_recorded_is_refused() {
        assertThatThrownBy(() -> new Exhibit("demand", DEMAND.call(), OTHER))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("evidence.demand")
                .hasMessageContaining(OTHER.sha256())
                .hasMessageContaining(ONE.sha256());
    }

    @Test
    void a_call_that_the_baseline_answered_says_why() {
        ModelCall call = DEMAND.call();
        assertThat(call.isFallback()).isFalse();
        assertThat(call.because("late").isFallback()).isTrue();
        assertThat(call.because("late").fallbackReason()).isEqualTo("late");
        assertThat(call.because("late").because("")).isEqualTo(call);
    }

    @Test
    void parameters_are_found_by_name_and_changed_one_at_a_time() {
        Parameters p = Parameters.of(Map.of("a", 1.0, "b", 2.0));
        assertThat(p.get("a")).isEqualTo(1);
        assertThat(p.with("a", 3)).isEqualTo(Parameters.of(Map.of("a", 3.0, "b", 2.0)));
        assertThat(p.get("a")).isEqualTo(1);
        assertThatThrownBy(() -> p.get("c")).isInstanceOf(InvalidValue.class).hasMessageContaining("parameters.c");
        assertThatThrownBy(() -> p.with("c", 1))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> p.with("a", Double.NaN))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("must be a finite number, but was NaN");
    }

    @Test
    void a_parameter_may_be_as_small_and_as_large_as_its_limits_and_no_more() {
        Parameters p = Parameters.of(Map.of("share", 0.5));
        assertThat(p.within("share", 0.5, 1)).isEqualTo(0.5);
        assertThat(p.within("share", 0, 0.5)).isEqualTo(0.5);
        assertThatThrownBy(() -> p.within("share", 0.51, 1))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("parameters.share: must be 0.51 to 1.0, but was 0.5");
        assertThatThrownBy(() -> p.within("share", 0, 0.49)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void an_alternative_that_is_weighed_is_certain_to_be_taken_or_certain_not_to_be() {
        Alternative taken = Alternative.weighed("start", 12, "cents", true);
        assertThat(taken)
                .isEqualTo(new Alternative(
                        "start", 12, "cents", true, 1, "", Optional.empty(), Optional.empty(), Optional.empty()));
        Alternative not = Alternative.weighed("start", 12, "cents", false).because("later");
        assertThat(not.propensity()).isZero();
        assertThat(not.remark()).isEqualTo("later");
    }

    @Test
    void an_alternative_in_words_of_the_catalogue_keeps_what_its_sentences_are_filled_with() {
        Optional<Alternative.Risk> risk = Optional.of(new Alternative.Risk(-3, 0.2));
        Alternative worded = Alternative.worded("menu.price", List.of("A", "10"), 5, false, 0.3, risk);
        assertThat(worded.unit()).isEqualTo("cents");
        assertThat(worded.arguments()).contains(List.of("A", "10"));
        assertThat(worded.remarkArguments()).isEmpty();
        Alternative set = worded.because("menu.over-budget", List.of("20"));
        assertThat(set.remark()).isEqualTo("menu.over-budget");
        assertThat(set.remarkArguments()).contains(List.of("20"));
        assertThat(set.arguments()).contains(List.of("A", "10"));
        assertThat(set.risk()).isEqualTo(risk);
        assertThat(set.propensity()).isEqualTo(0.3);
    }

    @Test
    void an_explanation_of_features_says_what_they_leave_unaccounted_for() {
        Attribution attribution = new Attribution(
                10, 4, List.of(new Attribution.Feature("price", 3, 3), new Attribution.Feature("hour", 2.5, 4)));
        assertThat(attribution.gap()).isEqualTo(0.5);
    }
}
