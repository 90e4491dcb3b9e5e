package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.campaign;
import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.WITHIN;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;

import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignRefusal.CampaignExists;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.UnknownCampaign;
import io.reprise.domain.model.campaign.CampaignRefusal.WindowInThePast;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DraftCampaignTest {

    @Test
    void a_marketer_drafts_a_campaign() {
        campaign().when(new DraftCampaign(SALE, PLAN, MEI, EARLY)).then(new CampaignDrafted(SALE, PLAN, MEI, EARLY));
    }

    @Test
    void drafting_it_again_later_changes_nothing() {
        given(drafted()).when(new DraftCampaign(SALE, PLAN, MEI, WITHIN.to())).thenNothing();
    }

    @Test
    void another_plan_under_the_same_name_is_refused() {
        given(drafted())
                .when(new DraftCampaign(SALE, SampleHistory.plan(1_000), MEI, EARLY))
                .thenRefused(new CampaignExists(SALE));
        given(closed())
                .when(new DraftCampaign(SALE, SampleHistory.plan(1_000), MEI, EARLY))
                .thenRefused(new CampaignExists(SALE));
    }

    @Test
    void only_a_marketer_drafts() {
        campaign().when(new DraftCampaign(SALE, PLAN, ANA, EARLY)).thenRefused(new RoleMissing(Set.of(Role.MARKETER)));
    }

    @Test
    void a_sale_that_may_start_in_the_past_is_refused() {
        campaign()
                .when(new DraftCampaign(SALE, PLAN, MEI, WITHIN.from().plusSeconds(1)))
                .thenRefused(new WindowInThePast(WITHIN.from(), WITHIN.from().plusSeconds(1)));
    }

    @Test
    void it_may_start_this_very_moment() {
        campaign().when(new DraftCampaign(SALE, PLAN, MEI, WITHIN.from())).thenAccepted();
    }

    @Test
    void nothing_else_can_be_asked_of_a_campaign_that_was_never_drafted() {
        campaign().when(new StopCampaign(SALE, "why", MEI, EARLY)).thenRefused(new UnknownCampaign(SALE));
    }
}
