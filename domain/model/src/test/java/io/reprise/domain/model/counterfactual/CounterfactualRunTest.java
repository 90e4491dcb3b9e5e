package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CounterfactualRunTest extends SaleToReconsider {

    private CounterfactualReport run(Counterfactual otherwise) {
        return run(SampleHistory.SALE, otherwise);
    }

    private CounterfactualReport run(CampaignId campaign, Counterfactual otherwise) {
        return over(evidence).run(question(campaign, otherwise));
    }

    private static CounterfactualQuestion question(CampaignId campaign, Counterfactual otherwise) {
        return new CounterfactualQuestion(List.of(campaign), otherwise, 120, 0.1);
    }

    private CounterfactualRun over(EvidenceStore kept) {
        Campaigns campaigns = new Campaigns() {
            @Override
            public Campaign load(CampaignId id) {
                throw new UnsupportedOperationException("events are enough");
            }

            @Override
            public List<CampaignEvent> history(CampaignId id) {
                return id.equals(SampleHistory.SALE) ? sale.events() : List.of();
            }

            @Override
            public List<CampaignId> all() {
                return List.of(SampleHistory.SALE);
            }

            @Override
            public List<CampaignId> open() {
                return List.of();
            }
        };
        CounterfactualRun.SignalReader signals = new CounterfactualRun.SignalReader() {
            @Override
            public <T> T read(CampaignId id, Function<SaleSignals, T> question) {
                return question.apply(seen);
            }
        };
        return new CounterfactualRun(campaigns, kept, twice, signals);
    }

    @Test
    void another_policy_would_have_decided_otherwise_from_the_same_inputs() {
        CounterfactualReport report = run(policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));

        assertThat(report.decisions()).isEqualTo(2);
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.sameChanges()).isZero();
        assertThat(report.sameOption()).isZero();
        assertThat(report.sales().getFirst().decisions()).allSatisfy(r -> {
            assertThat(r.policyThen().toString()).isEqualTo("menu-adjustment/1");
            assertThat(r.differences()).extracting(d -> d.path()).contains("outcome.priceChanges[0]");
            assertThat(((AdjustmentOutcome) r.outcomeNow().orElseThrow()).changesNothing())
                    .isTrue();
        });
        assertThat(report.valued().refusal()).startsWith("TooFew: 2 decisions");
    }

    @Test
    void the_same_policy_decides_the_same_and_other_parameters_may_not() {
        CounterfactualReport same = run(policy(DecisionKind.ADJUSTMENT, "menu-adjustment/1"));
        assertThat(same.changed()).isZero();
        assertThat(same.sameChanges()).isEqualTo(1);
        assertThat(same.sameOption()).isEqualTo(1);
        CounterfactualReport dear = run(new Counterfactual(
                null,
                new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, new TreeMap<>(Map.of("gainCentsMin", 1e9)))),
                null));
        assertThat(dear.changed()).isEqualTo(2);
        CounterfactualReport unknown = run(new Counterfactual(
                null, new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, new TreeMap<>(Map.of("courage", 1.0)))), null));
        assertThat(unknown.impossible()).isEqualTo(2);
        assertThat(unknown.sales().getFirst().decisions().getFirst().impossible())
                .contains("parameters.courage");
    }

    @Test
    void another_model_is_asked_what_was_asked_then() {
        CounterfactualReport report =
                run(new Counterfactual(null, null, new TreeMap<>(Map.of("demand", "f".repeat(64)))));

        assertThat(report.impossible()).isZero();
        List<Reconsidered> decisions = report.sales().getFirst().decisions();
        assertThat(decisions).extracting(Reconsidered::kind).contains(DecisionKind.INVENTORY, DecisionKind.ADJUSTMENT);
        assertThat(decisions.stream().filter(r -> r.kind() == DecisionKind.INVENTORY))
                .singleElement()
                .satisfies(r -> assertThat(r.isChanged()).isTrue());
    }

    @Test
    void a_question_to_another_model_that_was_not_kept_cannot_be_asked_again_and_is_named() {
        String input = sale.events().stream()
                .filter(DecisionTaken.class::isInstance)
                .flatMap(e -> ((DecisionTaken) e).decision().evidence().stream())
                .filter(s -> s.call().model().equals("demand"))
                .map(s -> s.call().inputSha256())
                .findFirst()
                .orElseThrow();
        EvidenceStore lost = new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                return evidence.put(content);
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return sha256.equals(input) ? Optional.empty() : evidence.get(sha256);
            }
        };
        Counterfactual other = new Counterfactual(null, null, new TreeMap<>(Map.of("demand", "f".repeat(64))));
        CounterfactualReport report = over(lost).run(question(SampleHistory.SALE, other));
        assertThat(report.sales().getFirst().decisions())
                .extracting(Reconsidered::impossible)
                .contains("evidence " + input + " is missing");
    }

    @Test
    void a_run_that_is_through_has_looked_at_every_decision_of_every_campaign() {
        CounterfactualProgress progress = new CounterfactualProgress();
        over(evidence).run(question(SampleHistory.SALE, policy(DecisionKind.ADJUSTMENT, "leave-alone/1")), progress);
        long decisions =
                sale.events().stream().filter(DecisionTaken.class::isInstance).count();
        assertThat(progress.now()).isEqualTo(new CounterfactualProgress.Now(1, 1, decisions));
    }

    @Test
    void a_policy_that_decides_from_other_inputs_leaves_the_decision_alone() {
        CounterfactualReport report = run(policy(DecisionKind.EVALUATION, "band-evaluation/1"));
        assertThat(report.decisions())
                .as("six windows, and not the closing report")
                .isEqualTo(6);
        assertThat(report.impossible()).isZero();
    }

    @Test
    void a_question_has_to_change_something_and_a_campaign_has_to_be_there() {
        assertThatThrownBy(() -> new Counterfactual(null, null, null))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("nothing is");
        assertThatThrownBy(() -> run(new CampaignId("none"), policy(DecisionKind.ADJUSTMENT, "leave-alone/1")))
                .hasMessageContaining("there is no campaign 'none'");
        assertThatThrownBy(() -> policy(DecisionKind.ADJUSTMENT, "luck/1")).hasMessageContaining("no policy luck/1");
    }
}
