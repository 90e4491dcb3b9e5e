package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.proposedLarge;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignRefusal.NotDue;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpireAdjustmentTest {

    private static final DecisionId ID = adjustment(proposedLarge());
    private static final Instant DEADLINE =
            ((Live) proposedLarge().state()).pending().orElseThrow().deadline().orElseThrow();

    @Test
    void without_an_answer_the_sale_stays_as_it_is() {
        given(proposedLarge())
                .when(new ExpireAdjustment(SALE, ID, Actor.ENGINE, DEADLINE))
                .then(new AdjustmentExpired(SALE, ID, Actor.ENGINE, DEADLINE));
    }

    @Test
    void not_before_the_deadline() {
        Instant early = DEADLINE.minusMillis(1);
        given(proposedLarge())
                .when(new ExpireAdjustment(SALE, ID, Actor.ENGINE, early))
                .thenRefused(new NotDue(DEADLINE, early));
    }

    @Test
    void what_was_answered_just_before_is_left_alone() {
        given(proposedLarge().approveAdjustment())
                .when(new ExpireAdjustment(SALE, ID, Actor.ENGINE, DEADLINE))
                .thenNothing();
        given(appliedSmall())
                .when(new ExpireAdjustment(SALE, adjustment(appliedSmall()), Actor.ENGINE, DEADLINE))
                .thenNothing();
    }
}
