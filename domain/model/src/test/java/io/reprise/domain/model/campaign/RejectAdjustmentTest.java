package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.MEI_APPROVING;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.proposedLarge;

import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignRefusal.NotWaiting;
import io.reprise.domain.model.campaign.CampaignRefusal.OwnPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RejectAdjustmentTest {

    private static final Instant AT = proposedLarge().now();

    private static RejectAdjustment by(Actor actor) {
        return new RejectAdjustment(SALE, adjustment(proposedLarge()), "Not now.", actor, AT);
    }

    @Test
    void a_person_turns_it_down() {
        given(proposedLarge())
                .when(by(ANA))
                .then(new AdjustmentRejected(SALE, adjustment(proposedLarge()), "Not now.", ANA, AT));
    }

    @Test
    void not_who_wrote_the_plan_and_not_without_the_role() {
        given(proposedLarge()).when(by(MEI_APPROVING)).thenRefused(new OwnPlan("mei"));
        given(proposedLarge()).when(by(MEI)).thenRefused(new RoleMissing(Set.of(Role.APPROVER, Role.FINANCE)));
    }

    @Test
    void what_is_in_force_is_taken_back_not_turned_down() {
        SampleSale sale = appliedSmall();
        given(sale)
                .when(new RejectAdjustment(SALE, adjustment(sale), "No.", ANA, AT))
                .thenRefused(new NotWaiting(adjustment(sale), "applied"));
    }
}
