package io.reprise.domain.model.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.sample.SampleHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What does not come out the same is found, and told to the field. */
class ReplayFindingsTest extends SalesToReplay {

    /** Plants another decision in the place of one. */
    private void changed(DecisionRecord decision, UnaryOperator<DecisionRecord> change) {
        histories
                .get(decision.campaign())
                .replaceAll(event ->
                        event instanceof DecisionTaken taken && taken.decision().equals(decision)
                                ? new DecisionTaken(decision.campaign(), change.apply(decision))
                                : event);
    }

    private static DecisionRecord with(DecisionRecord d, PolicyRef policy, ScheduleOutcome outcome) {
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                policy,
                d.parameters(),
                d.seed(),
                d.inputs(),
                d.evidence(),
                outcome,
                d.alternatives(),
                d.explanation(),
                d.actor(),
                d.at());
    }

    @Test
    void a_changed_outcome_is_found_to_the_field() {
        DecisionRecord schedule = decision(SampleHistory.SALE, DecisionKind.SCHEDULE);
        ScheduleOutcome was = (ScheduleOutcome) schedule.outcome();
        ScheduleOutcome other = new ScheduleOutcome(
                was.window(), was.pushWaves().subList(0, was.pushWaves().size() - 1));
        changed(schedule, d -> with(d, d.policy(), other));

        ReplayReport report = replay(ReplayScope.everything());

        assertThat(report.holds()).isFalse();
        assertThat(report.decisions() - report.decisionsEqual()).isEqualTo(1);
        assertThat(report.decisionFindings()).singleElement().satisfies(found -> {
            assertThat(found.campaign()).isEqualTo(SampleHistory.SALE);
            assertThat(found.decision()).isEqualTo(schedule.id());
            assertThat(found.differences()).singleElement().satisfies(difference -> {
                assertThat(difference.path()).isEqualTo("outcome.pushWaves[1]");
                assertThat(difference.recorded()).isEqualTo(Difference.NOTHING);
                assertThat(difference.again()).isEqualTo(was.pushWaves().get(1).toString());
            });
        });
    }

    @Test
    void a_policy_that_is_gone_and_evidence_that_is_gone_are_found() {
        DecisionRecord schedule = decision(SampleHistory.SALE, DecisionKind.SCHEDULE);
        changed(schedule, d -> with(d, new PolicyRef("withdrawn", 3), (ScheduleOutcome) d.outcome()));
        DecisionRecord inventory = decision(SampleHistory.TROUBLED, DecisionKind.INVENTORY);
        evidence.remove(inventory.evidence().getFirst().call().outputSha256());

        ReplayReport report = replay(ReplayScope.everything());

        assertThat(report.decisionFindings().getFirst().differences().getFirst().path())
                .isEqualTo("policy");
        assertThat(report.decisionFindings())
                .anySatisfy(found ->
                        assertThat(found.differences().getFirst().again()).contains("is missing"));
        assertThat(report.callFindings()).anySatisfy(found -> {
            assertThat(found.holds()).isFalse();
            assertThat(found.drift()).isEmpty();
        });
    }

    @Test
    void a_model_that_answers_otherwise_is_found_with_its_drift() {
        ModelCall call = decision(SampleHistory.SALE, DecisionKind.SCHEDULE)
                .evidence()
                .getFirst()
                .call();
        answers.computeIfPresent(call.artifactSha256() + call.inputSha256(), (key, tensor) -> {
            float[] values = tensor.values().clone();
            values[0] *= 1.5f;
            return new Tensor(tensor.rows(), tensor.columns(), values);
        });

        ReplayReport report = replay(one(SampleHistory.SALE, Optional.empty()));

        assertThat(report.decisions()).isEqualTo(report.decisionsEqual());
        assertThat(report.callFindings()).singleElement().satisfies(found -> {
            assertThat(found.artifactSha256()).isEqualTo(call.artifactSha256());
            assertThat(found.drift().orElseThrow()).isBetween(0.49, 0.51);
        });
        assertThat(report.holds()).isFalse();
    }

    /** Of 1,050 decisions by a policy that is gone, and as many questions whose evidence is. */
    @Test
    void no_more_findings_are_told_than_anybody_reads_but_all_are_counted() {
        DecisionRecord gone = with(
                decision(SampleHistory.SALE, DecisionKind.SCHEDULE), new PolicyRef("withdrawn", 3), (ScheduleOutcome)
                        decision(SampleHistory.SALE, DecisionKind.SCHEDULE).outcome());
        ForecastRecorded forecast = histories.get(SampleHistory.SALE).stream()
                .filter(ForecastRecorded.class::isInstance)
                .map(ForecastRecorded.class::cast)
                .findFirst()
                .orElseThrow();
        List<CampaignEvent> many = new ArrayList<>();
        for (int n = 0; n < 1_050; n++) {
            many.add(new DecisionTaken(gone.campaign(), gone));
            many.add(asking(forecast, "nothing-" + n));
        }
        histories.clear();
        histories.put(SampleHistory.SALE, many);

        ReplayReport report = replay(one(SampleHistory.SALE, Optional.empty()));

        assertThat(report.decisions()).isEqualTo(1_050);
        assertThat(report.decisionsEqual()).isZero();
        assertThat(report.decisionFindings()).hasSize(ReplayReport.FINDINGS_MAX);
        assertThat(report.calls() - report.callsEqual()).isEqualTo(1_050);
        assertThat(report.callFindings()).hasSize(ReplayReport.FINDINGS_MAX);
    }

    private static ForecastRecorded asking(ForecastRecorded e, String inputSha256) {
        ModelCall call = e.forecast().call();
        return new ForecastRecorded(
                e.campaignId(),
                e.planVersion(),
                new Forecast(
                        e.forecast().role(),
                        new ModelCall(
                                call.model(),
                                call.version(),
                                call.artifactSha256(),
                                call.schema(),
                                call.device(),
                                call.engine(),
                                inputSha256,
                                call.outputSha256(),
                                ""),
                        e.forecast().from(),
                        e.forecast().hours()),
                e.actor(),
                e.at());
    }

    @Test
    void a_model_that_fails_without_a_word_is_a_finding() {
        modelFails = Optional.of(new IllegalStateException());
        ReplayReport report = replay(one(SampleHistory.SALE, Optional.empty()));

        assertThat(report.callFindings()).isNotEmpty().allSatisfy(found -> {
            assertThat(found.remark()).isEmpty();
            assertThat(found.holds()).isFalse();
        });
        modelFails = Optional.of(new IllegalStateException("out of memory"));
        assertThat(replay(one(SampleHistory.SALE, Optional.empty())).callFindings())
                .allSatisfy(found -> assertThat(found.remark()).isEqualTo("out of memory"));
    }
}
