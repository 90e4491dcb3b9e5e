package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.WITHIN;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.submitted;

import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignRefusal.NotLatestPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.WindowInThePast;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisePlanTest {

    private static final Plan OTHER = SampleHistory.plan(1_500);

    @Test
    void a_draft_gets_another_version() {
        given(drafted())
                .when(new RevisePlan(SALE, OTHER, MEI, EARLY))
                .then(new PlanRevised(SALE, 2, OTHER, MEI, EARLY));
    }

    @Test
    void revising_a_draft_without_a_change_changes_nothing() {
        given(drafted()).when(new RevisePlan(SALE, PLAN, MEI, EARLY)).thenNothing();
    }

    @Test
    void revising_a_plan_that_waits_takes_it_back() {
        given(awaiting()).when(new RevisePlan(SALE, PLAN, MEI, EARLY)).then(new PlanRevised(SALE, 2, PLAN, MEI, EARLY));
    }

    @Test
    void a_plan_that_was_sent_back_may_be_insisted_on_as_a_new_version() {
        given(awaiting().sendBack("No."))
                .when(new RevisePlan(SALE, PLAN, MEI, EARLY))
                .then(new PlanRevised(SALE, 2, PLAN, MEI, EARLY));
    }

    @Test
    void a_change_to_a_version_that_is_not_the_latest_any_more_writes_over_nobodys() {
        given(drafted())
                .when(new RevisePlan(SALE, OTHER, Optional.of(1), MEI, EARLY))
                .then(new PlanRevised(SALE, 2, OTHER, MEI, EARLY));
        given(drafted())
                .when(new RevisePlan(SALE, OTHER, Optional.of(2), MEI, EARLY))
                .thenRefused(new NotLatestPlan(2, 1));
        given(drafted())
                .when(new RevisePlan(SALE, PLAN, Optional.of(2), MEI, EARLY))
                .thenNothing();
    }

    @Test
    void only_a_marketer_revises() {
        given(drafted())
                .when(new RevisePlan(SALE, OTHER, ANA, EARLY))
                .thenRefused(new RoleMissing(Set.of(Role.MARKETER)));
    }

    @Test
    void a_window_in_the_past_is_refused() {
        given(drafted())
                .when(new RevisePlan(SALE, OTHER, MEI, WITHIN.to()))
                .thenRefused(new WindowInThePast(WITHIN.from(), WITHIN.to()));
    }

    @Test
    void a_plan_is_not_revised_while_models_forecast_it_nor_after_the_end() {
        given(submitted())
                .when(new RevisePlan(SALE, OTHER, MEI, EARLY))
                .thenRefused(new WrongPhase("have its plan revised", "predicting"));
        given(closed())
                .when(new RevisePlan(SALE, OTHER, MEI, EARLY))
                .thenRefused(new WrongPhase("have its plan revised", "closed"));
    }
}
