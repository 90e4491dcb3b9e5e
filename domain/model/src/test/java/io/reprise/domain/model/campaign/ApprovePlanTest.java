package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.AUDITOR;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.FINN;
import static io.reprise.domain.model.campaign.Stages.MEI_APPROVING;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.hash;
import static io.reprise.domain.model.campaign.Stages.predicted;
import static io.reprise.domain.model.campaign.Stages.saleTime;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignRefusal.OwnPlan;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.StaleApproval;
import io.reprise.domain.model.campaign.CampaignRefusal.TooLate;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovePlanTest {

    private static final String HASH = hash(awaiting());

    @Test
    void somebody_else_approves_exactly_what_was_seen() {
        given(awaiting()).when(new ApprovePlan(SALE, HASH, ANA, EARLY)).then(new PlanApproved(SALE, HASH, ANA, EARLY));
    }

    @Test
    void finance_may_approve_whatever_an_approver_may() {
        given(awaiting()).when(new ApprovePlan(SALE, HASH, FINN, EARLY)).thenAccepted();
    }

    @Test
    void nobody_approves_their_own_plan_whatever_roles_they_hold() {
        given(awaiting())
                .when(new ApprovePlan(SALE, HASH, MEI_APPROVING, EARLY))
                .thenRefused(new OwnPlan("mei"));
    }

    @Test
    void who_has_no_part_in_it_is_refused() {
        given(awaiting())
                .when(new ApprovePlan(SALE, HASH, AUDITOR, EARLY))
                .thenRefused(new RoleMissing(Set.of(Role.APPROVER, Role.FINANCE)));
    }

    @Test
    void what_is_for_finance_is_not_for_an_approver_until_it_is_escalated() {
        Instant deadline = EARLY.plusSeconds(60);
        var finance = given(predicted())
                .given(given(predicted())
                        .when(new RequestApproval(SALE, Role.FINANCE, "rule", deadline, Actor.ENGINE, EARLY))
                        .thenAccepted());
        finance.when(new ApprovePlan(SALE, HASH, ANA, EARLY)).thenRefused(new RoleMissing(Set.of(Role.FINANCE)));
        finance.when(new ApprovePlan(SALE, HASH, FINN, EARLY)).thenAccepted();
        finance.given(finance.when(new CampaignCommand.EscalateApproval(SALE, Actor.ENGINE, deadline))
                        .thenAccepted())
                .when(new ApprovePlan(SALE, HASH, ANA, deadline))
                .thenAccepted();
    }

    @Test
    void an_approval_of_anything_but_the_current_proposal_is_stale() {
        given(awaiting())
                .when(new ApprovePlan(SALE, "0".repeat(64), ANA, EARLY))
                .thenRefused(new StaleApproval("0".repeat(64), HASH));
        given(awaiting()).when(new ApprovePlan(SALE, "", ANA, EARLY)).thenRefused(new StaleApproval("", HASH));
        given(awaiting().revise(PLAN).submit().predict().requestApproval())
                .when(new ApprovePlan(SALE, HASH, ANA, EARLY))
                .thenRefused(StaleApproval.class);
    }

    @Test
    void a_sale_whose_time_has_passed_is_not_approved() {
        TimeWindow sale = saleTime(awaiting());
        given(awaiting())
                .when(new ApprovePlan(SALE, HASH, ANA, sale.to()))
                .thenRefused(new TooLate(sale.to(), sale.to()));
    }

    @Test
    void only_a_plan_that_waits_is_approved() {
        given(drafted())
                .when(new ApprovePlan(SALE, HASH, ANA, EARLY))
                .thenRefused(new WrongPhase("be approved", "drafting"));
        given(approved())
                .when(new ApprovePlan(SALE, HASH, FINN, EARLY))
                .thenRefused(new WrongPhase("be approved", "approved"));
        given(closed())
                .when(new ApprovePlan(SALE, HASH, ANA, EARLY))
                .thenRefused(new WrongPhase("be approved", "closed"));
    }

    @Test
    void an_approval_names_what_it_approves() {
        assertThatThrownBy(() -> new ApprovePlan(SALE, null, ANA, EARLY)).isInstanceOf(InvalidValue.class);
    }
}
