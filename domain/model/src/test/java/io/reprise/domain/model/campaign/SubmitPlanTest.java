package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.WITHIN;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.predicted;

import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignRefusal.NotLatestPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.NotRevised;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.WindowInThePast;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubmitPlanTest {

    @Test
    void the_version_the_marketer_saw_is_submitted() {
        given(drafted()).when(new SubmitPlan(SALE, 1, MEI, EARLY)).then(new PlanSubmitted(SALE, 1, MEI, EARLY));
    }

    @Test
    void submitting_it_again_changes_nothing_until_it_is_answered() {
        given(predicted()).when(new SubmitPlan(SALE, 1, MEI, EARLY)).thenNothing();
        given(awaiting()).when(new SubmitPlan(SALE, 1, MEI, EARLY)).thenNothing();
        given(approved())
                .when(new SubmitPlan(SALE, 1, MEI, EARLY))
                .thenRefused(new WrongPhase("have its plan submitted", "approved"));
    }

    @Test
    void a_version_that_is_not_the_latest_is_refused() {
        given(drafted().revise(SampleHistory.plan(1_000)))
                .when(new SubmitPlan(SALE, 1, MEI, EARLY))
                .thenRefused(new NotLatestPlan(1, 2));
        given(drafted()).when(new SubmitPlan(SALE, 2, MEI, EARLY)).thenRefused(new NotLatestPlan(2, 1));
    }

    @Test
    void a_version_that_was_sent_back_is_not_decided_twice() {
        given(awaiting().sendBack("No."))
                .when(new SubmitPlan(SALE, 1, MEI, EARLY))
                .thenRefused(new NotRevised(1));
        given(awaiting().sendBack("No.").revise(PLAN))
                .when(new SubmitPlan(SALE, 2, MEI, EARLY))
                .thenAccepted();
    }

    @Test
    void only_a_marketer_submits() {
        given(drafted()).when(new SubmitPlan(SALE, 1, ANA, EARLY)).thenRefused(new RoleMissing(Set.of(Role.MARKETER)));
    }

    @Test
    void a_plan_that_lay_too_long_is_refused() {
        given(drafted())
                .when(new SubmitPlan(SALE, 1, MEI, WITHIN.to()))
                .thenRefused(new WindowInThePast(WITHIN.from(), WITHIN.to()));
    }

    @Test
    void a_campaign_that_is_over_takes_no_plan() {
        given(closed())
                .when(new SubmitPlan(SALE, 1, MEI, EARLY))
                .thenRefused(new WrongPhase("have its plan submitted", "closed"));
    }
}
