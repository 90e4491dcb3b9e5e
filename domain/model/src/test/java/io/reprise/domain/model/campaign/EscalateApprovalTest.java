package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.hash;

import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignRefusal.NotDue;
import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EscalateApprovalTest {

    private static final Instant DEADLINE = ((AwaitingApproval) awaiting().state()).deadline();

    @Test
    void a_plan_nobody_answered_is_escalated_at_its_deadline() {
        given(awaiting())
                .when(new EscalateApproval(SALE, Actor.ENGINE, DEADLINE))
                .then(new ApprovalEscalated(SALE, hash(awaiting()), Actor.ENGINE, DEADLINE));
    }

    @Test
    void not_before_its_deadline() {
        Instant early = DEADLINE.minusSeconds(1);
        given(awaiting())
                .when(new EscalateApproval(SALE, Actor.ENGINE, early))
                .thenRefused(new NotDue(DEADLINE, early));
    }

    @Test
    void a_plan_that_was_answered_just_before_is_left_alone() {
        given(approved())
                .when(new EscalateApproval(SALE, Actor.ENGINE, DEADLINE))
                .thenNothing();
        given(awaiting().sendBack("No."))
                .when(new EscalateApproval(SALE, Actor.ENGINE, DEADLINE))
                .thenNothing();
    }
}
