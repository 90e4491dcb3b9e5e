package io.reprise.domain.model.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.domain.model.decision.DecisionQuality.Adjusted;
import io.reprise.domain.model.decision.DecisionQuality.Gain;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.TrainingSpread;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.transparency.CampaignTransparency.Decided;
import io.reprise.domain.model.transparency.CampaignTransparency.ForecastQuality;
import io.reprise.domain.model.transparency.CampaignTransparency.HumanAct;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.transparency.CampaignTransparency.Override;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a report tells of a sale whose closing says how its forecasts and adjustments did. */
class ClosedSaleTest {

    private static final EvidenceStore NO_EVIDENCE = new EvidenceStore() {
        @java.lang.Override
        public String put(byte[] content) {
            throw new UnsupportedOperationException("a report records nothing");
        }

        @java.lang.Override
        public Optional<byte[]> get(String sha256) {
            return Optional.empty();
        }
    };

    private static CampaignTransparency report(List<CampaignEvent> history) {
        return report(history, Judgements.NONE);
    }

    private static CampaignTransparency report(List<CampaignEvent> history, Judgements said) {
        return TransparencyReport.of(SampleHistory.SALE, history, said, release -> Optional.empty(), NO_EVIDENCE);
    }

    private static DecisionRecord with(
            DecisionRecord d, DecisionInputs inputs, DecisionOutcome outcome, List<Alternative> alternatives) {
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                d.policy(),
                d.parameters(),
                d.seed(),
                inputs,
                d.evidence(),
                outcome,
                alternatives,
                d.explanation(),
                d.actor(),
                d.at());
    }

    /** The history with its decisions of one kind changed. */
    private static List<CampaignEvent> changed(
            List<CampaignEvent> history, DecisionKind kind, UnaryOperator<DecisionRecord> change) {
        List<CampaignEvent> all = new ArrayList<>();
        for (CampaignEvent event : history) {
            all.add(
                    event instanceof DecisionTaken t && t.decision().kind() == kind
                            ? new DecisionTaken(t.campaignId(), change.apply(t.decision()))
                            : event);
        }
        return all;
    }

    private static List<DecisionRecord> decisions(List<CampaignEvent> history, DecisionKind kind) {
        return history.stream()
                .filter(DecisionTaken.class::isInstance)
                .map(event -> ((DecisionTaken) event).decision())
                .filter(decision -> decision.kind() == kind)
                .toList();
    }

    private static Decided adjustments(CampaignTransparency report) {
        return report.decisions().stream()
                .filter(d -> d.kind() == DecisionKind.ADJUSTMENT)
                .findFirst()
                .orElseThrow();
    }

    private static CampaignReport closing(DecisionQuality quality) {
        return new CampaignReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(quality));
    }

    private static Stocked item(Sku sku, int sold, double expected, double coverage) {
        return new Stocked(sku, 0, 0, sold, 0, 0, expected, 0, 0, coverage, 24);
    }

    private static Adjusted gained(DecisionId id, double cents) {
        return new Adjusted(id, Instant.EPOCH, 0, 0, Optional.of(new Gain(cents, cents - 1, cents + 1)));
    }

    /** The sale, closed by a report that says this of its items and adjustments. */
    private static List<CampaignEvent> closed(List<CampaignEvent> history, List<Stocked> items, Adjusted... adjusted) {
        DecisionRecord any = decisions(history, DecisionKind.EVALUATION).getLast();
        DecisionQuality quality = new DecisionQuality(null, any.id(), items, List.of(adjusted));
        List<CampaignEvent> all = new ArrayList<>(history);
        all.add(new DecisionTaken(
                SampleHistory.SALE,
                new DecisionRecord(
                        new DecisionId("closing"),
                        any.campaign(),
                        any.kind(),
                        any.policy(),
                        any.parameters(),
                        any.seed(),
                        any.inputs(),
                        any.evidence(),
                        closing(quality),
                        List.of(),
                        any.explanation(),
                        any.actor(),
                        any.at())));
        return all;
    }

    @Test
    void how_its_forecast_did_is_told_of_all_items_together() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        assertThat(report(closed(
                                history,
                                List.of(item(SampleHistory.LAMP, 80, 100, 0.5), item(SampleHistory.MUG, 136, 80, 1))))
                        .forecast())
                // 216 of 180 that were expected.
                .contains(new ForecastQuality(0.75, 216 / 180.0 - 1, 216, 180));
        assertThat(report(closed(history, List.of(item(SampleHistory.LAMP, 3, 0, 0.5))))
                        .forecast())
                .as("where nothing was expected there is no share of that")
                .contains(new ForecastQuality(0.5, 0, 3, 0));
        assertThat(report(history).forecast()).isEmpty();
    }

    @Test
    void what_people_turned_down_has_what_it_brought_while_it_was_in_force() {
        List<CampaignEvent> history = SampleHistory.stoppedSale().events();
        List<DecisionRecord> adjustments = decisions(history, DecisionKind.ADJUSTMENT);
        DecisionId reverted = adjustments.getFirst().id();
        CampaignTransparency report =
                report(closed(history, List.of(), gained(new DecisionId("another"), 99), gained(reverted, 1_234)));

        assertThat(report.overrides())
                .extracting(Override::how, Override::gainCents)
                .containsExactly(tuple("reverted", Optional.of(1_234.0)), tuple("rejected", Optional.empty()));
        assertThat(report.humanActs()).extracting(HumanAct::act).contains("revised the plan");
    }

    private static List<CampaignEvent> withGroups(List<CampaignEvent> history) {
        return changed(history, DecisionKind.ADJUSTMENT, decision -> {
            AdjustmentInputs in = (AdjustmentInputs) decision.inputs();
            List<Integer> units = Collections.nCopies(in.items().size(), 40);
            return with(
                    decision,
                    in.with(new Ahead(
                            in.hoursLeft(),
                            Instant.EPOCH,
                            List.of(),
                            0,
                            0,
                            10_000,
                            List.of(),
                            0,
                            Collections.nCopies(
                                    in.items().size(), new ItemAhead(false, 0, List.of(), 0, new TreeMap<>())),
                            List.of(new Group("new", 50, List.of(), units)),
                            500)),
                    decision.outcome(),
                    decision.alternatives());
        });
    }

    @Test
    void only_adjustments_that_took_effect_count_as_treating_groups() {
        // One was taken at once, one was approved.
        SaleGroups all = report(withGroups(SampleHistory.closedSale().events())).groups();
        assertThat(all.gap()).contains(new SaleGroups.Gap(2, 0, 500));
        assertThat(all.shoppers()).containsExactly(new SaleGroups.ShopperGroup("new", 50, 120));
        // One was in force until it was taken back; the others were turned down.
        SaleGroups one =
                report(withGroups(SampleHistory.stoppedSale().events())).groups();
        assertThat(one.gap()).contains(new SaleGroups.Gap(1, 0, 500));
    }

    @Test
    void what_the_re_tuner_did_alone_is_automatic() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        DecisionRecord second = decisions(history, DecisionKind.ADJUSTMENT).getLast();
        List<CampaignEvent> before = history.stream()
                .takeWhile(event -> !(event instanceof DecisionTaken taken
                        && taken.decision().equals(second)))
                .toList();

        assertThat(adjustments(report(before)))
                .isEqualTo(new Decided(DecisionKind.ADJUSTMENT, "menu-adjustment/1", 1, 1, 0, 0, 0, 0));
    }

    @Test
    void what_had_less_of_a_chance_than_another_was_tried_out() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        DecisionRecord first = decisions(history, DecisionKind.ADJUSTMENT).getFirst();
        List<CampaignEvent> trying = changed(
                history,
                DecisionKind.ADJUSTMENT,
                decision -> with(
                        decision,
                        decision.inputs(),
                        decision.outcome(),
                        List.of(
                                new Alternative("best", 3, "cents", !decision.equals(first), 0.75, ""),
                                new Alternative("another", 2, "cents", decision.equals(first), 0.25, ""))));

        assertThat(adjustments(report(trying)).triedOut()).isEqualTo(1);
    }

    @Test
    void a_campaign_with_one_decision_has_no_span_of_use() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        int first = history.indexOf(history.stream()
                .filter(DecisionTaken.class::isInstance)
                .findFirst()
                .orElseThrow());

        assertThat(report(history.subList(0, first + 1)).usePeriod()).isEmpty();
        // What was asked before anything was decided was asked all the same.
        assertThat(report(history.subList(0, first)).models())
                .extracting(ModelUse::model)
                .containsExactlyInAnyOrder("demand", "purchase");
    }

    @Test
    void every_question_to_a_model_counts_once_whoever_decided_on_its_answer() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        Set<ModelCall> calls = new HashSet<>();
        for (CampaignEvent event : history) {
            if (event instanceof ForecastRecorded e) {
                calls.add(e.forecast().call());
            } else if (event instanceof DecisionTaken e) {
                e.decision().evidence().forEach(source -> calls.add(source.call()));
            }
        }
        for (ModelUse use : report(history).models()) {
            assertThat(use.calls()).isEqualTo((int) calls.stream()
                    .filter(call -> call.artifactSha256().equals(use.artifactSha256()))
                    .count());
        }
        // The plan's forecast, and the answers by which it was adjusted twice.
        assertThat(report(history).models())
                .filteredOn(use -> use.model().equals("demand"))
                .singleElement()
                .satisfies(use -> assertThat(use.calls()).isEqualTo(3));
    }

    /** Beside them the demand model was asked twice how demand answers to prices. */
    @Test
    void what_is_compared_with_training_is_what_the_sale_was_planned_on() {
        ColumnSpread price = ColumnSpread.of("price", 0, new double[] {1, 2, 3});
        ModelCards cards =
                release -> Optional.of(SampleCard.of(release, new TrainingSpread(List.of(price), List.of())));
        CampaignTransparency report = TransparencyReport.of(
                SampleHistory.SALE, SampleHistory.closedSale().events(), Judgements.NONE, cards, NO_EVIDENCE);
        assertThat(report.models())
                .extracting(ModelUse::model, use -> use.drift().map(ModelDrift::missing))
                .containsExactlyInAnyOrder(tuple("demand", Optional.of(1)), tuple("purchase", Optional.of(1)));
    }

    @Test
    void what_people_found_useful_is_not_held_against_a_model() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        List<DecisionRecord> adjustments = decisions(history, DecisionKind.ADJUSTMENT);
        CampaignTransparency report = report(
                history,
                new Judgements(List.of(
                        judged(adjustments.getFirst(), Verdict.USEFUL), judged(adjustments.getLast(), Verdict.WRONG))));
        ModelUse demand = report.models().stream()
                .filter(use -> use.model().equals("demand"))
                .findFirst()
                .orElseThrow();

        assertThat(ModelTransparency.of(
                                new ModelReleaseId("demand", demand.artifactSha256()),
                                List.of(report),
                                release -> Optional.empty())
                        .campaigns())
                .singleElement()
                .satisfies(used -> assertThat(used.judgedWrong()).isEqualTo(1));
    }

    private static DecisionJudged judged(DecisionRecord decision, Verdict verdict) {
        return new DecisionJudged(
                SampleHistory.SALE, decision.id(), verdict, "Seen.", SampleHistory.MEI, SampleHistory.DRAFTED);
    }
}
