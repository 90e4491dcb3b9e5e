package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.FINN;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.MEI_APPROVING;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.decidedLarge;
import static io.reprise.domain.model.campaign.Stages.proposedLarge;
import static io.reprise.domain.model.campaign.Stages.saleTime;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignRefusal.NotWaiting;
import io.reprise.domain.model.campaign.CampaignRefusal.OwnPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.TooLate;
import io.reprise.domain.model.campaign.CampaignRefusal.UnknownDecision;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApproveAdjustmentTest {

    private static final Instant AT = proposedLarge().now();

    private static ApproveAdjustment by(Actor actor, Instant at) {
        return new ApproveAdjustment(SALE, adjustment(proposedLarge()), actor, at);
    }

    @Test
    void a_person_puts_a_large_step_in_force() {
        SampleSale sale = proposedLarge();
        var outcome = ((Live) sale.state()).adjustments().getLast().outcome();
        given(sale)
                .when(by(ANA, AT))
                .then(new AdjustmentApplied(SALE, adjustment(sale), outcome.priceChanges(), false, "", ANA, AT));
        given(sale).when(by(FINN, AT)).thenAccepted();
    }

    @Test
    void not_who_wrote_the_plan() {
        given(proposedLarge()).when(by(MEI_APPROVING, AT)).thenRefused(new OwnPlan("mei"));
    }

    @Test
    void not_without_the_role() {
        given(proposedLarge()).when(by(MEI, AT)).thenRefused(new RoleMissing(Set.of(Role.APPROVER, Role.FINANCE)));
    }

    @Test
    void not_once_the_sale_is_over() {
        Instant end = saleTime(proposedLarge()).to();
        given(proposedLarge()).when(by(ANA, end)).thenRefused(new TooLate(end, end));
    }

    @Test
    void what_is_in_force_already_stays_so() {
        SampleSale sale = appliedSmall();
        given(sale).when(new ApproveAdjustment(SALE, adjustment(sale), ANA, AT)).thenNothing();
    }

    @Test
    void what_does_not_wait_has_no_answer() {
        given(decidedLarge()).when(by(ANA, AT)).thenRefused(new NotWaiting(adjustment(decidedLarge()), "decided"));
        SampleSale rejected = proposedLarge().rejectAdjustment("No.");
        given(rejected).when(by(ANA, AT)).thenRefused(new NotWaiting(adjustment(rejected), "rejected"));
        SampleSale forbidden = decidedLarge().route(Route.FORBIDDEN, "rule");
        given(forbidden).when(by(ANA, AT)).thenRefused(new NotWaiting(adjustment(forbidden), "forbidden"));
        given(proposedLarge())
                .when(new ApproveAdjustment(SALE, new DecisionId("other"), ANA, AT))
                .thenRefused(new UnknownDecision(new DecisionId("other")));
    }
}
