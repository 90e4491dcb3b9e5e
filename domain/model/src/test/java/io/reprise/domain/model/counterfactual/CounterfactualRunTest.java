package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CounterfactualRunTest {

    private final SampleSale sale = SampleHistory.closedSale();
    private final SaleSignals seen = new SaleSignals();

    CounterfactualRunTest() {
        sale.log().stream().filter(AudienceEvent.class::isInstance).forEach(event -> seen.on((AudienceEvent) event));
    }

    private final EvidenceStore evidence = new EvidenceStore() {
        @Override
        public String put(byte[] content) {
            throw new UnsupportedOperationException("a counterfactual records nothing");
        }

        @Override
        public Optional<byte[]> get(String sha256) {
            return Optional.ofNullable(sale.evidence().get(sha256)).map(Tensor::toBytes);
        }
    };

    /** Says twice of what the others say. */
    private final ModelRunner twice = new ModelRunner() {
        @Override
        public Tensor run(String artifactSha256, Tensor input) {
            Tensor said = sale.events().stream()
                    .filter(DecisionTaken.class::isInstance)
                    .flatMap(e -> ((DecisionTaken) e).decision().evidence().stream())
                    .filter(s -> s.call().inputSha256().equals(input.sha256()))
                    .map(s -> sale.evidence().get(s.call().outputSha256()))
                    .findFirst()
                    .orElseThrow();
            float[] values = said.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 2;
            }
            return new Tensor(said.rows(), said.columns(), values);
        }

        @Override
        public String device() {
            return "cpu";
        }
    };

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

    private static Counterfactual policy(DecisionKind kind, String policy) {
        return new Counterfactual(new TreeMap<>(Map.of(kind, PolicyRef.parse(policy))), null, null);
    }

    private List<DecisionRecord> adjustments() {
        return sale.events().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(e -> ((DecisionTaken) e).decision())
                .filter(d -> d.kind() == DecisionKind.ADJUSTMENT)
                .toList();
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
    void the_reward_is_what_was_bought_after_it_at_the_prices_then_in_force() {
        CounterfactualReplay replay =
                new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));
        List<Reconsidered> otherwise = adjustments().stream()
                .map(d -> replay.reconsider(d).orElseThrow())
                .toList();
        List<LoggedChoice> choices =
                new LoggedAdjustments(Duration.ofHours(2), 0.1).of(sale.events(), seen, otherwise, replay);

        assertThat(choices).hasSize(2);
        assertThat(choices.get(0).option()).isEqualTo("small-price-steps");
        assertThat(choices.get(0).otherwise()).containsEntry("leave-it-alone", 1.0);
        assertThat(choices.get(0).unsupported()).isEqualTo(1);
        DecisionRecord first = adjustments().getFirst();
        Instant applied = sale.events().stream()
                .filter(CampaignEvent.AdjustmentApplied.class::isInstance)
                .map(CampaignEvent::at)
                .findFirst()
                .orElseThrow();
        AdjustmentInputs in = (AdjustmentInputs) first.inputs();
        double worth = 0;
        for (AdjustmentInputs.Item item : in.items()) {
            int after = ((AdjustmentOutcome) first.outcome())
                    .priceChanges().stream()
                            .filter(c -> c.sku().equals(item.sku()))
                            .map(AdjustmentOutcome.PriceChange::toBps)
                            .findFirst()
                            .orElse(item.discountBps());
            worth += seen.sold(item.sku(), new TimeWindow(first.at(), applied)) * worth(item, item.discountBps());
            worth += seen.sold(item.sku(), new TimeWindow(applied, first.at().plus(Duration.ofHours(2))))
                    * worth(item, after);
        }
        assertThat(worth).isPositive();
        assertThat(choices.getFirst().reward()).isCloseTo(worth, within(1e-6));
    }

    /** Where nothing else is done an option is named by the stock that is moved, and only if it is the one that is taken. */
    @Test
    void moving_stock_alone_is_the_option_of_leaving_the_sale_alone() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord stockAlone = withAlternatives(
                first,
                List.of(
                        new Alternative("leave-it-alone", 0, "cents", false, 0, ""),
                        new Alternative("small-price-steps", 100, "cents", false, 0.1, ""),
                        new Alternative("return-stock", 40, "cents", true, 0.9, "")));
        List<CampaignEvent> history = sale.events().stream()
                .map(e -> e instanceof DecisionTaken taken
                                && taken.decision().id().equals(first.id())
                        ? new DecisionTaken(taken.campaignId(), stockAlone)
                        : e)
                .toList();
        CounterfactualReplay replay =
                new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));

        LoggedChoice choice = new LoggedAdjustments(Duration.ofHours(2), 0.1)
                .of(history, seen, List.of(replay.reconsider(stockAlone).orElseThrow()), replay)
                .getFirst();

        assertThat(choice.option()).isEqualTo("leave-it-alone");
        assertThat(choice.logged()).containsEntry("leave-it-alone", 0.9);
        assertThat(choice.unsupported()).isZero();
        assertThat(choice.weight()).isCloseTo(1 / 0.9, within(1e-12));
        assertThat(choice.features()).doesNotContainKey("return-stock");
    }

    @Test
    void a_reward_model_sees_of_an_options_worth_what_falls_in_the_time_that_counts() {
        DecisionRecord first = adjustments().getFirst();
        CounterfactualReplay replay =
                new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));
        int hoursLeft = ((AdjustmentInputs) first.inputs()).hoursLeft();
        assertThat(hoursLeft).as("more hours than the two that count").isGreaterThan(2);
        Map<String, List<Double>> features = features(first, replay);
        Alternative taken = first.alternatives().stream()
                .filter(Alternative::chosen)
                .findFirst()
                .orElseThrow();
        assertThat(features.get("small-price-steps").get(1)).isCloseTo(taken.score() * 2 / hoursLeft, within(1e-6));
        // Whatever is done, what would be bought without it is the same.
        assertThat(features.values().stream().map(List::getFirst).distinct()).hasSize(1);
    }

    @Test
    void what_was_taken_without_a_probability_tells_nothing_and_is_left_out() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord never = withAlternatives(
                first,
                first.alternatives().stream()
                        .map(a -> new Alternative(a.option(), a.score(), a.unit(), a.chosen(), 0, a.remark()))
                        .toList());
        List<CampaignEvent> history = sale.events().stream()
                .map(e -> e instanceof DecisionTaken taken
                                && taken.decision().id().equals(never.id())
                        ? new DecisionTaken(taken.campaignId(), never)
                        : e)
                .toList();
        CounterfactualReplay replay =
                new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));
        assertThat(new LoggedAdjustments(Duration.ofHours(2), 0.1)
                        .of(history, seen, List.of(replay.reconsider(never).orElseThrow()), replay))
                .isEmpty();
    }

    /** What is tried out is recorded with the worth that one draw of the beliefs gave it: that draw is why it was taken. */
    @Test
    void a_reward_model_sees_what_was_tried_as_it_would_have_been_weighed_untried() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord tried = withAlternatives(
                first,
                first.alternatives().stream()
                        .map(a -> new Alternative(
                                a.option(),
                                a.chosen() ? a.score() + 1e6 : a.score(),
                                a.unit(),
                                a.chosen(),
                                a.propensity(),
                                a.remark()))
                        .toList());
        CounterfactualReplay replay =
                new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));

        assertThat(features(first, replay)).isEqualTo(features(tried, replay)).isNotEmpty();
    }

    private Map<String, List<Double>> features(DecisionRecord decision, CounterfactualReplay replay) {
        List<CampaignEvent> history = sale.events().stream()
                .map(e -> e instanceof DecisionTaken taken
                                && taken.decision().id().equals(decision.id())
                        ? new DecisionTaken(taken.campaignId(), decision)
                        : e)
                .toList();
        return new LoggedAdjustments(Duration.ofHours(2), 0.1)
                .of(history, seen, List.of(replay.reconsider(decision).orElseThrow()), replay)
                .getFirst()
                .features();
    }

    private static DecisionRecord withAlternatives(DecisionRecord d, List<Alternative> alternatives) {
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                d.policy(),
                d.parameters(),
                d.seed(),
                d.inputs(),
                d.evidence(),
                d.outcome(),
                alternatives,
                d.explanation(),
                d.actor(),
                d.at());
    }

    private static double worth(AdjustmentInputs.Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return 1.1 * price - item.unitCostCents();
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
