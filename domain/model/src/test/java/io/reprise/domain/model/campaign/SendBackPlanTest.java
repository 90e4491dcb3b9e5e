package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.AUDITOR;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.MEI_APPROVING;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.hash;

import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignRefusal.CommentMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.OwnPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.StaleApproval;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SendBackPlanTest {

    private static final String HASH = hash(awaiting());

    @Test
    void a_plan_goes_back_with_a_reason() {
        given(awaiting())
                .when(new SendBackPlan(SALE, HASH, "Too dear.", ANA, EARLY))
                .then(new PlanSentBack(SALE, HASH, "Too dear.", ANA, EARLY));
    }

    @Test
    void not_without_a_reason() {
        given(awaiting()).when(new SendBackPlan(SALE, HASH, " ", ANA, EARLY)).thenRefused(new CommentMissing());
        given(awaiting()).when(new SendBackPlan(SALE, HASH, null, ANA, EARLY)).thenRefused(new CommentMissing());
    }

    @Test
    void not_by_its_author_nor_by_anybody_without_a_part_in_it() {
        given(awaiting())
                .when(new SendBackPlan(SALE, HASH, "Why?", MEI_APPROVING, EARLY))
                .thenRefused(new OwnPlan("mei"));
        given(awaiting())
                .when(new SendBackPlan(SALE, HASH, "Why?", AUDITOR, EARLY))
                .thenRefused(new RoleMissing(Set.of(Role.APPROVER, Role.FINANCE)));
    }

    @Test
    void not_what_nobody_looked_at() {
        given(awaiting())
                .when(new SendBackPlan(SALE, "stale", "Why?", ANA, EARLY))
                .thenRefused(new StaleApproval("stale", HASH));
    }

    @Test
    void not_unless_it_waits() {
        given(drafted())
                .when(new SendBackPlan(SALE, HASH, "Why?", ANA, EARLY))
                .thenRefused(new WrongPhase("be sent back", "drafting"));
        given(approved())
                .when(new SendBackPlan(SALE, HASH, "Why?", ANA, EARLY))
                .thenRefused(new WrongPhase("be sent back", "approved"));
    }
}
