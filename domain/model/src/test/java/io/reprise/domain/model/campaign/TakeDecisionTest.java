package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.decision;
import static io.reprise.domain.model.campaign.Stages.decisions;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.live;
import static io.reprise.domain.model.campaign.Stages.predicted;
import static io.reprise.domain.model.campaign.Stages.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.Specification;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignRefusal.DecisionNotDue;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeDecisionTest {

    /** The sample up to the decision. */
    private static Specification<Campaign, CampaignCommand, CampaignEvent> before(TakeDecision command) {
        List<CampaignEvent> events = closed().events();
        int at = 0;
        while (!(events.get(at) instanceof DecisionTaken taken
                && taken.decision().id().equals(command.decisionId()))) {
            at++;
        }
        return Specification.campaign().given(events.subList(0, at));
    }

    private static TakeDecision with(TakeDecision c, DecisionInputs inputs, Evidence evidence, PolicyRef policy) {
        return new TakeDecision(
                SALE, c.decisionId(), policy, inputs, evidence, c.parameters(), c.seed(), c.actor(), c.at());
    }

    @Test
    void every_decision_is_recorded_with_all_it_takes_to_take_it_again() {
        List<TakeDecision> all = decisions(DecisionInputs.class);
        // Schedule, stock, six windows, two adjustments, the closing evaluation.
        assertThat(all).hasSize(11);
        for (TakeDecision command : all) {
            DecisionRecord decision = ((DecisionTaken)
                            before(command).when(command).thenAccepted().getFirst())
                    .decision();
            assertThat(decision.kind()).isEqualTo(command.inputs().kind());
            assertThat(decision.evidence()).isEqualTo(command.evidence().sources());
            assertThat(decision.alternatives().stream().filter(a -> a.chosen())).hasSize(1);
            Policy.Verdict<?> again = Policies.decide(
                    decision.policy(), decision.inputs(), command.evidence(), decision.parameters(), decision.seed());
            assertThat(again.outcome()).isEqualTo(decision.outcome());
            assertThat(again.alternatives()).isEqualTo(decision.alternatives());
            assertThat(again.explanation()).isEqualTo(decision.explanation());
        }
        assertThat(all.stream().map(c -> c.inputs().kind()).distinct())
                .containsExactlyInAnyOrder(
                        DecisionKind.SCHEDULE,
                        DecisionKind.INVENTORY,
                        DecisionKind.EVALUATION,
                        DecisionKind.ADJUSTMENT);
    }

    @Test
    void a_schedule_is_decided_after_the_forecast_and_once() {
        TakeDecision schedule = decision(ScheduleInputs.class);
        given(submitted()).when(schedule).thenRefused(DecisionNotDue.class);
        given(drafted()).when(schedule).thenRefused(DecisionNotDue.class);
        given(predicted()).when(schedule).thenNothing();
        given(awaiting()).when(schedule).thenRefused(DecisionNotDue.class);
    }

    @Test
    void stock_is_decided_after_the_schedule() {
        TakeDecision inventory = decision(InventoryInputs.class);
        before(decision(ScheduleInputs.class)).when(inventory).thenRefused(DecisionNotDue.class);
    }

    @Test
    void windows_are_evaluated_one_after_another() {
        List<TakeDecision> windows = decisions(EvaluationInputs.class);
        given(live()).when(windows.get(1)).thenRefused(DecisionNotDue.class);
        given(live()).when(windows.get(0)).thenAccepted();
        given(closed()).when(windows.get(0)).thenRefused(DecisionNotDue.class);
    }

    @Test
    void an_adjustment_needs_a_window_that_calls_for_it_and_a_window_has_one() {
        TakeDecision adjustment = decision(AdjustmentInputs.class);
        given(live().window(0.9, Course.CONTINUE)).when(adjustment).thenRefused(DecisionNotDue.class);
        given(live()).when(adjustment).thenRefused(DecisionNotDue.class);
        given(predicted()).when(adjustment).thenRefused(DecisionNotDue.class);
        TakeDecision second = new TakeDecision(
                SALE,
                new io.reprise.domain.model.decision.DecisionId("second"),
                adjustment.policy(),
                adjustment.inputs(),
                adjustment.evidence(),
                adjustment.parameters(),
                0,
                adjustment.actor(),
                adjustment.at());
        given(appliedSmall()).when(second).thenRefused(DecisionNotDue.class);
    }

    @Test
    void nothing_is_decided_after_the_closing_evaluation() {
        TakeDecision closing = decision(ClosingInputs.class);
        var reported = given(decidedBefore())
                .given(given(decidedBefore()).when(closing).thenAccepted());
        reported.when(decision(AdjustmentInputs.class)).thenRefused(DecisionNotDue.class);
        reported.when(decisions(EvaluationInputs.class).get(2)).thenRefused(DecisionNotDue.class);
        given(predicted()).when(closing).thenRefused(DecisionNotDue.class);
    }

    /** A window called for an adjustment that is not decided yet. */
    private static SampleSale decidedBefore() {
        return live().window(0.9, Course.CONTINUE).window(0.7, Course.ADJUST);
    }

    @Test
    void a_decision_rests_on_the_forecast_that_was_recorded() {
        TakeDecision schedule = decision(ScheduleInputs.class);
        Tensor other = new Tensor(144, 3, new float[432]);
        Evidence evidence = new Evidence(List.of(
                SampleModels.exhibit("demand", other),
                schedule.evidence().exhibits().get(1)));
        before(schedule)
                .when(with(schedule, schedule.inputs(), evidence, schedule.policy()))
                .thenRefused(DecisionNotDue.class);
    }

    @Test
    void what_a_policy_cannot_decide_from_is_an_invalid_value() {
        TakeDecision schedule = decision(ScheduleInputs.class);
        var before = before(schedule);
        TakeDecision unknown = with(schedule, schedule.inputs(), schedule.evidence(), new PolicyRef("guess", 1));
        assertThatThrownBy(() -> before.when(unknown).thenNothing()).isInstanceOf(InvalidValue.class);
        TakeDecision wrong = with(schedule, schedule.inputs(), schedule.evidence(), Policies.INVENTORY);
        assertThatThrownBy(() -> before.when(wrong).thenNothing()).isInstanceOf(InvalidValue.class);
        TakeDecision none = with(schedule, schedule.inputs(), Evidence.NONE, schedule.policy());
        assertThatThrownBy(() -> before.when(none).thenNothing()).isInstanceOf(InvalidValue.class);
    }
}
