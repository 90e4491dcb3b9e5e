package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.drafted;
import static io.reprise.domain.model.campaign.Stages.hash;
import static io.reprise.domain.model.campaign.Stages.predicted;
import static io.reprise.domain.model.campaign.Stages.submitted;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignRefusal.DecisionNotDue;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestApprovalTest {

    private static final Instant DEADLINE = EARLY.plusSeconds(3_600);
    private static final RequestApproval REQUEST =
            new RequestApproval(SALE, Role.FINANCE, "rule", DEADLINE, Actor.ENGINE, EARLY);

    @Test
    void plan_schedule_and_stock_are_put_to_a_person() {
        given(predicted())
                .when(REQUEST)
                .then(new ApprovalRequested(
                        SALE, 1, hash(awaiting()), Role.FINANCE, "rule", DEADLINE, Actor.ENGINE, EARLY));
    }

    @Test
    void asking_again_changes_nothing() {
        given(awaiting()).when(REQUEST).thenNothing();
    }

    @Test
    void before_the_decisions_there_is_nothing_to_approve() {
        given(submitted()).when(REQUEST).thenRefused(DecisionNotDue.class);
    }

    @Test
    void only_a_plan_that_was_submitted_is_put_to_approval() {
        given(drafted()).when(REQUEST).thenRefused(new WrongPhase("ask for approval", "drafting"));
        given(closed()).when(REQUEST).thenRefused(new WrongPhase("ask for approval", "closed"));
    }

    @Test
    void it_names_a_role_and_a_deadline() {
        assertThatThrownBy(() -> new RequestApproval(SALE, null, "rule", DEADLINE, Actor.ENGINE, EARLY))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new RequestApproval(SALE, Role.APPROVER, "rule", null, Actor.ENGINE, EARLY))
                .isInstanceOf(InvalidValue.class);
    }
}
