package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.AUDITOR;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.FINN;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.decision;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.live;
import static io.reprise.domain.model.campaign.Stages.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.Specification;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignRefusal.DecisionNotDue;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StopCampaignTest {

    private static StopCampaign by(Actor actor) {
        return new StopCampaign(SALE, "Enough.", actor, EARLY);
    }

    @Test
    void it_can_be_stopped_wherever_it_stands() {
        for (SampleSale sale : List.of(drafted(), submitted(), awaiting(), approved(), live())) {
            Ended after = (Ended) given(sale).when(by(MEI)).then(new CampaignStopped(SALE, "Enough.", MEI, EARLY));
            assertThat(after.how()).isEqualTo(How.STOPPED);
            assertThat(after.phase()).isEqualTo("stopped");
        }
    }

    @Test
    void what_it_brought_is_not_forgotten() {
        List<CampaignEvent> reported =
                closed().events().subList(0, closed().events().size() - 1);
        Ended after = (Ended) Specification.campaign()
                .given(reported)
                .when(by(MEI))
                .then(new CampaignStopped(SALE, "Enough.", MEI, EARLY));
        assertThat(after.report()).isPresent();
    }

    @Test
    void a_stopped_sale_has_its_closing_evaluation_once_and_stays_stopped() {
        TakeDecision closing = decision(ClosingInputs.class);
        List<CampaignEvent> stopped = new ArrayList<>(live().events());
        stopped.add(new CampaignStopped(SALE, "Enough.", MEI, EARLY));
        List<CampaignEvent> taken =
                Specification.campaign().given(stopped).when(closing).thenAccepted();
        stopped.addAll(taken);
        Ended after = (Ended) CampaignHistory.replay(stopped);
        assertThat(after.phase()).isEqualTo("stopped");
        assertThat(after.report()).isPresent();
        assertThat(after.unreported()).isEmpty();
    }

    @Test
    void nothing_else_is_decided_once_it_is_stopped() {
        for (TakeDecision other : List.of(decision(EvaluationInputs.class), decision(AdjustmentInputs.class))) {
            given(live())
                    .given(new CampaignStopped(SALE, "Enough.", MEI, EARLY))
                    .when(other)
                    .thenRefused(DecisionNotDue.class);
        }
    }

    @Test
    void what_never_ran_has_no_closing_evaluation() {
        given(approved())
                .given(new CampaignStopped(SALE, "Enough.", MEI, EARLY))
                .when(decision(ClosingInputs.class))
                .thenRefused(DecisionNotDue.class);
    }

    @Test
    void stopping_what_is_over_changes_nothing() {
        given(closed()).when(by(MEI)).thenNothing();
    }

    @Test
    void everybody_who_answers_for_a_sale_may_stop_it_and_nobody_else() {
        for (Actor actor : List.of(ANA, FINN, new Actor("olaf", Set.of(Role.OPERATOR)))) {
            given(live()).when(by(actor)).thenAccepted();
        }
        given(live())
                .when(by(AUDITOR))
                .thenRefused(new RoleMissing(Set.of(Role.MARKETER, Role.APPROVER, Role.FINANCE, Role.OPERATOR)));
    }
}
