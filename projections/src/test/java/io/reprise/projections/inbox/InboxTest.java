package io.reprise.projections.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Folding;
import io.reprise.projections.store.ReleaseHistory;
import io.reprise.projections.store.SaleHistory;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final Actor FINN = new Actor("finn", Set.of(Role.FINANCE));
    private static TestMongo mongo;

    private final Inbox inbox = new Inbox(mongo.database(), EventJson.mapper());

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @AfterEach
    void empty() {
        mongo.database().getCollection("view_inbox_1").drop();
    }

    private void until(Class<? extends CampaignEvent> last) {
        empty();
        long position = 0;
        for (CampaignEvent event : SaleHistory.ofSale()) {
            Folding.fold(inbox, position++, event);
            if (last.isInstance(event)) {
                return;
            }
        }
        throw new AssertionError("no " + last);
    }

    @Test
    void a_plan_put_to_finance_waits_for_finance_only() {
        until(ApprovalRequested.class);

        assertThat(inbox.of(FINN)).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(PersonalTask.Kind.PLAN_APPROVAL);
            assertThat(task.proposalHash()).isEqualTo("hash");
            assertThat(task.subject()).isEqualTo("Double 11");
        });
        assertThat(inbox.of(SaleHistory.ANA)).isEmpty();
    }

    @Test
    void an_escalated_plan_waits_for_approvers_too() {
        until(ApprovalEscalated.class);

        assertThat(inbox.of(SaleHistory.ANA)).hasSize(1);
        assertThat(inbox.of(FINN)).hasSize(1);
    }

    @Test
    void nobody_is_asked_about_what_they_wrote() {
        until(ApprovalEscalated.class);

        assertThat(inbox.of(new Actor("mei", Set.of(Role.MARKETER, Role.APPROVER, Role.FINANCE))))
                .isEmpty();
    }

    @Test
    void an_answered_plan_waits_no_more() {
        until(PlanSentBack.class);
        assertThat(inbox.of(FINN)).isEmpty();

        until(PlanApproved.class);
        assertThat(inbox.of(FINN)).isEmpty();
    }

    @Test
    void a_proposed_adjustment_waits_though_another_is_reverted_meanwhile() {
        until(AdjustmentProposed.class);
        assertThat(inbox.of(SaleHistory.ANA)).hasSize(1);

        until(AdjustmentReverted.class);
        assertThat(inbox.of(SaleHistory.ANA)).singleElement().satisfies(task -> assertThat(task.decisionId())
                .isEqualTo("adjustment2"));
    }

    @Test
    void an_answered_adjustment_waits_no_more() {
        until(AdjustmentRejected.class);

        assertThat(inbox.of(SaleHistory.ANA)).isEmpty();
    }

    @Test
    void a_release_waits_for_approvers_and_once_escalated_for_finance_too_until_it_is_answered() {
        long position = 0;
        for (ModelReleaseEvent event : ReleaseHistory.events(SaleHistory.START)) {
            Folding.fold(inbox, position++, event);
            switch (event) {
                case ReleaseApprovalRequested e -> {
                    assertThat(inbox.of(SaleHistory.ANA)).singleElement().satisfies(task -> {
                        assertThat(task.kind()).isEqualTo(PersonalTask.Kind.RELEASE_APPROVAL);
                        assertThat(task.release()).isEqualTo(ReleaseHistory.LATER.value());
                        assertThat(task.subject()).isEqualTo("demand 2");
                    });
                    assertThat(inbox.of(FINN)).isEmpty();
                    assertThat(inbox.of(new Actor("otto", Set.of(Role.APPROVER))))
                            .as("who trained it")
                            .isEmpty();
                }
                case ReleaseApprovalEscalated e -> assertThat(inbox.of(FINN)).hasSize(1);
                case ReleasePromoted e -> assertThat(inbox.of(SaleHistory.ANA)).isEmpty();
                default -> {
                    // Nothing about who is asked.
                }
            }
        }
    }
}
