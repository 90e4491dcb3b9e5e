package io.reprise.domain.model.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.ColumnSpread.Extent;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.TrainingSpread;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.transparency.CampaignTransparency.Decided;
import io.reprise.domain.model.transparency.CampaignTransparency.HumanAct;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransparencyReportTest {

    private static final ModelCards NO_CARDS = release -> Optional.empty();

    /** Of nothing. */
    private static final EvidenceStore NO_EVIDENCE = evidence(Map.of());

    private static EvidenceStore evidence(Map<String, Tensor> kept) {
        return new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                throw new UnsupportedOperationException("a report records nothing");
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(kept.get(sha256)).map(Tensor::toBytes);
            }
        };
    }

    private static Decided of(CampaignTransparency report, DecisionKind kind) {
        return report.decisions().stream()
                .filter(d -> d.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_was_automatic_and_what_a_person_let_through_is_told_apart() {
        List<CampaignEvent> history = SampleHistory.closedSale().events();
        DecisionId adjustment = history.stream()
                .filter(DecisionTaken.class::isInstance)
                .map(e -> ((DecisionTaken) e).decision())
                .filter(d -> d.kind() == DecisionKind.ADJUSTMENT)
                .findFirst()
                .orElseThrow()
                .id();
        Judgements said = new Judgements(List.of(new DecisionJudged(
                SampleHistory.SALE, adjustment, Verdict.WRONG, "too early", SampleHistory.MEI, SampleHistory.DRAFTED)));

        CampaignTransparency report = TransparencyReport.of(SampleHistory.SALE, history, said, NO_CARDS, NO_EVIDENCE);

        assertThat(of(report, DecisionKind.ADJUSTMENT))
                .isEqualTo(new Decided(DecisionKind.ADJUSTMENT, "menu-adjustment/1", 2, 1, 1, 0, 0, 0));
        assertThat(of(report, DecisionKind.SCHEDULE).approved()).isEqualTo(1);
        assertThat(of(report, DecisionKind.EVALUATION).automatic()).isEqualTo(6);
        assertThat(report.humanActs())
                .extracting(HumanAct::act)
                .containsExactly("drafted", "submitted the plan", "approved the plan", "approved an adjustment");
        assertThat(report.models()).extracting(ModelUse::model).contains("demand", "purchase");
        assertThat(report.overrides()).isEmpty();
        assertThat(report.judgements()).singleElement().satisfies(j -> assertThat(j.reason())
                .isEqualTo("too early"));
        List<DecisionRecord> decided = history.stream()
                .filter(DecisionTaken.class::isInstance)
                .map(e -> ((DecisionTaken) e).decision())
                .toList();
        assertThat(report.usePeriod())
                .contains(new TimeWindow(
                        decided.getFirst().at(), decided.getLast().at()));
        assertThat(report.models())
                .extracting(ModelUse::artifactSha256)
                .containsAll(decided.stream()
                        .flatMap(d -> d.evidence().stream())
                        .map(source -> source.call().artifactSha256())
                        .toList());
        ModelTransparency model = ModelTransparency.of(
                new ModelReleaseId("demand", Sha256.hexOf("artifact", "demand")), List.of(report), NO_CARDS);
        assertThat(model.campaigns()).singleElement().satisfies(used -> {
            assertThat(used.campaign()).isEqualTo(SampleHistory.SALE);
            assertThat(used.calls()).isEqualTo(model.calls()).isPositive();
            assertThat(used.judgedWrong()).isEqualTo(1);
        });
        assertThat(ModelTransparency.of(new ModelReleaseId("demand", "ab".repeat(32)), List.of(report), NO_CARDS)
                        .campaigns())
                .as("an artifact that nobody asked")
                .isEmpty();
    }

    @Test
    void what_a_person_decided_otherwise_is_told_with_who_and_why() {
        List<CampaignEvent> history = new ArrayList<>(SampleHistory.closedSale().events());
        DecisionTaken schedule = history.stream()
                .filter(DecisionTaken.class::isInstance)
                .map(DecisionTaken.class::cast)
                .filter(taken -> taken.decision().kind() == DecisionKind.SCHEDULE)
                .findFirst()
                .orElseThrow();
        history.add(
                history.indexOf(schedule) + 1,
                new DecisionOverridden(
                        SampleHistory.SALE,
                        schedule.decision().id(),
                        schedule.decision().outcome(),
                        "The town is at the match.",
                        "hash",
                        SampleHistory.MEI,
                        SampleHistory.DRAFTED));

        CampaignTransparency report =
                TransparencyReport.of(SampleHistory.SALE, history, Judgements.NONE, NO_CARDS, NO_EVIDENCE);

        assertThat(report.humanActs())
                .contains(new HumanAct(
                        "decided otherwise",
                        SampleHistory.MEI.name(),
                        SampleHistory.DRAFTED,
                        Optional.of(schedule.decision().id()),
                        "The town is at the match."));
    }

    @Test
    void what_people_turned_down_is_told_with_who_and_why() {
        CampaignTransparency report = TransparencyReport.of(
                SampleHistory.TROUBLED, SampleHistory.stoppedSale().events(), Judgements.NONE, NO_CARDS, NO_EVIDENCE);

        assertThat(of(report, DecisionKind.ADJUSTMENT))
                .as("reverted, rejected, expired, forbidden")
                .isEqualTo(new Decided(DecisionKind.ADJUSTMENT, "menu-adjustment/1", 4, 0, 0, 3, 1, 0));
        assertThat(report.overrides())
                .extracting(CampaignTransparency.Override::how)
                .containsExactly("reverted", "rejected");
        assertThat(report.humanActs())
                .extracting(HumanAct::reason)
                .contains("Not yet.", "A competitor was down: it will pass.");
        assertThat(report.humanActs()).extracting(HumanAct::act).contains("sent the plan back", "stopped the sale");
        assertThatThrownBy(() ->
                        TransparencyReport.of(SampleHistory.SALE, List.of(), Judgements.NONE, NO_CARDS, NO_EVIDENCE))
                .hasMessageContaining("there is no campaign");
    }

    /** Of the demand model, which was trained on one column: the values of another in the sale's question. */
    private static ModelCards trainedOn(ColumnSpread asked, ColumnSpread answered) {
        return release -> release.model().equals("demand")
                ? Optional.of(SampleCard.of(release, new TrainingSpread(List.of(asked), List.of(answered))))
                : Optional.empty();
    }

    @Test
    void how_far_what_a_model_was_asked_is_from_its_training_is_told() {
        var sale = SampleHistory.closedSale();
        ModelCall planned = sale.events().stream()
                .filter(ForecastRecorded.class::isInstance)
                .map(e -> ((ForecastRecorded) e).forecast())
                .filter(forecast -> forecast.role().equals(Forecast.DEMAND))
                .findFirst()
                .orElseThrow()
                .call();
        Tensor answer = sale.evidence().get(planned.outputSha256());
        Map<String, Tensor> kept = new HashMap<>(sale.evidence());
        Tensor question = new Tensor(4, 1, new float[] {10, 11, 12, 13});
        kept.put(planned.inputSha256(), question);
        double[] answered = IntStream.range(0, answer.rows())
                .mapToDouble(row -> answer.at(row, 1))
                .toArray();
        ModelCards cards = trainedOn(
                ColumnSpread.of("regular-price", 0, new double[] {1, 2, 3, 4, 5}),
                ColumnSpread.of("expected-units", 1, answered));

        CampaignTransparency report =
                TransparencyReport.of(SampleHistory.SALE, sale.events(), Judgements.NONE, cards, evidence(kept));

        ModelDrift drift = report.models().stream()
                .filter(use -> use.model().equals("demand"))
                .findFirst()
                .flatMap(ModelUse::drift)
                .orElseThrow();
        assertThat(drift.questions()).isEqualTo(1);
        assertThat(drift.missing()).isZero();
        assertThat(drift.rows()).isEqualTo(4);
        assertThat(drift.inputs()).singleElement().satisfies(shift -> {
            assertThat(shift.column()).isEqualTo("regular-price");
            assertThat(shift.extent()).isEqualTo(Extent.MUCH);
            assertThat(shift.distance())
                    .as("none is as small as any of training")
                    .isGreaterThan(0.7);
        });
        assertThat(drift.answers()).singleElement().satisfies(shift -> {
            assertThat(shift.stability())
                    .as("the very answers that it was trained to")
                    .isCloseTo(0, within(1e-9));
            assertThat(shift.extent()).isEqualTo(Extent.LITTLE);
        });
        assertThat(TransparencyReport.of(SampleHistory.SALE, sale.events(), Judgements.NONE, cards, NO_EVIDENCE)
                        .models())
                .as("evidence that cannot be read is counted")
                .filteredOn(use -> use.model().equals("demand"))
                .singleElement()
                .satisfies(
                        use -> assertThat(use.drift().orElseThrow().missing()).isEqualTo(1));
    }
}
