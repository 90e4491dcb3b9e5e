package io.reprise.domain.model.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.transparency.CampaignTransparency.Decided;
import io.reprise.domain.model.transparency.CampaignTransparency.HumanAct;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransparencyReportTest {

    private static final ModelCards NO_CARDS = release -> Optional.empty();

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

        CampaignTransparency report = TransparencyReport.of(SampleHistory.SALE, history, said, NO_CARDS);

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
        assertThat(report.usePeriod()).isPresent();
        ModelTransparency model = ModelTransparency.of(
                new ModelReleaseId("demand", Sha256.hexOf("artifact", "demand")), List.of(report), NO_CARDS);
        assertThat(model.campaigns()).singleElement().satisfies(used -> {
            assertThat(used.campaign()).isEqualTo(SampleHistory.SALE);
            assertThat(used.calls()).isEqualTo(model.calls()).isPositive();
            assertThat(used.judgedWrong()).isEqualTo(1);
        });
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

        CampaignTransparency report = TransparencyReport.of(SampleHistory.SALE, history, Judgements.NONE, NO_CARDS);

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
                SampleHistory.TROUBLED, SampleHistory.stoppedSale().events(), Judgements.NONE, NO_CARDS);

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
        assertThatThrownBy(() -> TransparencyReport.of(SampleHistory.SALE, List.of(), Judgements.NONE, NO_CARDS))
                .hasMessageContaining("there is no campaign");
    }
}
