package io.reprise.domain.model.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReplayRunTest {

    private final Map<CampaignId, List<CampaignEvent>> histories = new LinkedHashMap<>();
    private final Map<String, byte[]> evidence = new HashMap<>();
    private final Map<String, Tensor> answers = new HashMap<>();
    private final ReplayProgress progress = new ReplayProgress();
    private Optional<RuntimeException> modelFails = Optional.empty();
    private Optional<Throwable> logFails = Optional.empty();

    ReplayRunTest() {
        for (SampleSale sale : List.of(SampleHistory.closedSale(), SampleHistory.stoppedSale())) {
            histories.put(sale.events().getFirst().campaignId(), new ArrayList<>(sale.events()));
            sale.evidence().forEach((digest, tensor) -> evidence.put(digest, tensor.toBytes()));
            for (CampaignEvent event : sale.events()) {
                if (event instanceof ForecastRecorded recorded) {
                    answers(recorded.forecast().call(), sale.evidence());
                } else if (event instanceof DecisionTaken taken) {
                    taken.decision().evidence().forEach(source -> answers(source.call(), sale.evidence()));
                }
            }
        }
    }

    private void answers(ModelCall call, Map<String, Tensor> tensors) {
        answers.put(call.artifactSha256() + call.inputSha256(), tensors.get(call.outputSha256()));
    }

    private ReplayReport replay(ReplayScope scope) {
        Campaigns campaigns = new Campaigns() {
            @Override
            public Campaign load(CampaignId id) {
                throw new UnsupportedOperationException("a replay takes events");
            }

            @Override
            public List<CampaignEvent> history(CampaignId id) {
                if (logFails.isPresent() && logFails.get() instanceof Error error) {
                    throw error;
                }
                logFails.ifPresent(failure -> {
                    throw (RuntimeException) failure;
                });
                return histories.getOrDefault(id, List.of());
            }

            @Override
            public List<CampaignId> all() {
                return List.copyOf(histories.keySet());
            }

            @Override
            public List<CampaignId> open() {
                return List.of();
            }
        };
        EvidenceStore store = new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                throw new UnsupportedOperationException("a replay records nothing");
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(evidence.get(sha256));
            }
        };
        ModelRunner models = new ModelRunner() {
            @Override
            public Tensor run(String artifactSha256, Tensor input) {
                modelFails.ifPresent(failure -> {
                    throw failure;
                });
                Tensor answer = answers.get(artifactSha256 + input.sha256());
                if (answer == null) {
                    throw new ModelUnavailable("there is no artifact " + artifactSha256);
                }
                return answer;
            }

            @Override
            public String device() {
                return "cpu";
            }
        };
        return new ReplayRun(campaigns, store, models, progress).run(scope, 3);
    }

    private static ReplayScope one(CampaignId campaign, Optional<DecisionId> decision) {
        return new ReplayScope(Optional.of(campaign), decision, true);
    }

    private DecisionRecord decision(CampaignId campaign, DecisionKind kind) {
        return histories.get(campaign).stream()
                .filter(DecisionTaken.class::isInstance)
                .map(event -> ((DecisionTaken) event).decision())
                .filter(decision -> decision.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

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
    void everything_that_was_decided_is_decided_again() {
        ReplayReport report = replay(ReplayScope.everything());

        assertThat(report.holds()).isTrue();
        assertThat(report.campaigns()).isEqualTo(2);
        assertThat(report.decisions()).isEqualTo(report.decisionsEqual()).isGreaterThan(20);
        assertThat(report.calls()).isEqualTo(report.callsEqual()).isGreaterThan(5);
        assertThat(progress.now())
                .isEqualTo(new ReplayProgress.Now(2, 2, report.decisions(), report.calls(), report.calls()));
    }

    @Test
    void one_campaign_or_one_decision_is_taken_alone() {
        long both = replay(ReplayScope.everything()).decisions();
        ReplayReport sale = replay(one(SampleHistory.SALE, Optional.empty()));
        ReplayReport troubled = replay(one(SampleHistory.TROUBLED, Optional.empty()));
        assertThat(sale.decisions() + troubled.decisions()).isEqualTo(both);
        assertThat(sale.holds()).isTrue();
        assertThat(progress.now().campaignsTotal()).isEqualTo(1);
        assertThat(progress.now().campaigns())
                .as("two of everything, and one and one")
                .isEqualTo(4);

        DecisionId schedule =
                decision(SampleHistory.SALE, DecisionKind.SCHEDULE).id();
        ReplayReport one = replay(one(SampleHistory.SALE, Optional.of(schedule)));
        assertThat(one.decisions()).isEqualTo(1);
        assertThat(one.calls()).isEqualTo(2);
        assertThat(one.holds()).isTrue();
        assertThat(replay(new ReplayScope(Optional.of(SampleHistory.SALE), Optional.of(schedule), false))
                        .calls())
                .isZero();
    }

    @Test
    void what_is_not_there_is_named() {
        assertThatThrownBy(() -> replay(one(new CampaignId("none"), Optional.empty())))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("there is no campaign 'none'");
        assertThatThrownBy(() -> replay(one(SampleHistory.SALE, Optional.of(new DecisionId("none")))))
                .hasMessageContaining("there is no decision 'none' in campaign");
        assertThatThrownBy(() -> new ReplayScope(Optional.empty(), Optional.of(new DecisionId("x")), true))
                .hasMessageContaining("campaign: must be given");
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

    @Test
    void where_the_log_cannot_be_read_there_is_no_report() {
        RuntimeException away = new IllegalStateException("the log is away");
        logFails = Optional.of(away);
        assertThatThrownBy(() -> replay(ReplayScope.everything())).isSameAs(away);
        Error broken = new AssertionError("the log is broken");
        logFails = Optional.of(broken);
        assertThatThrownBy(() -> replay(ReplayScope.everything()))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(broken);
    }

    @Test
    void what_is_called_off_says_so_and_does_not_hold() {
        progress.cancel();
        ReplayReport report = replay(ReplayScope.everything());
        assertThat(report.cancelled()).isTrue();
        assertThat(report.decisions()).isZero();
        assertThat(report.holds()).isFalse();
    }
}
