package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.AUDITOR;
import static io.reprise.domain.model.campaign.Stages.FINN;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignRefusal.NotOverridable;
import io.reprise.domain.model.campaign.CampaignRefusal.OutsidePlan;
import io.reprise.domain.model.campaign.CampaignRefusal.OwnOverride;
import io.reprise.domain.model.campaign.CampaignRefusal.ReasonMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.StaleApproval;
import io.reprise.domain.model.campaign.CampaignRefusal.UnknownDecision;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverrideDecisionTest {

    private static final Instant AT = Instant.parse("2026-11-08T10:00:00Z");
    private static final String WHY = "The town is at the match that evening.";

    private static AwaitingApproval waiting() {
        return (AwaitingApproval) awaiting().state();
    }

    private static ScheduleOutcome later(int hours) {
        TimeWindow window = waiting().proposal().schedule().window();
        Duration by = Duration.ofHours(hours);
        return new ScheduleOutcome(
                new TimeWindow(window.from().plus(by), window.to().plus(by)), List.of());
    }

    private static OverrideDecision override(DecisionKind kind, DecisionOutcome outcome, String reason, Actor actor) {
        return new OverrideDecision(
                SALE, waiting().decisions().get(kind), hash(awaiting()), outcome, reason, actor, AT);
    }

    private static OverrideDecision hours(DecisionOutcome outcome) {
        return override(DecisionKind.SCHEDULE, outcome, WHY, MEI);
    }

    private static SampleSale overriddenBy(Actor actor) {
        return awaiting().carryOut(override(DecisionKind.SCHEDULE, later(2), WHY, actor));
    }

    @Test
    void a_person_decides_on_other_hours_and_says_why() {
        OverrideDecision command = hours(later(2));
        String after = waiting().proposal().with(later(2)).hash();
        given(awaiting())
                .when(command)
                .then(new DecisionOverridden(SALE, command.decisionId(), later(2), WHY, after, MEI, AT));
        assertThat(hash(overriddenBy(MEI))).isEqualTo(after).isNotEqualTo(hash(awaiting()));
    }

    @Test
    void a_person_decides_on_other_stock() {
        List<ItemStock> none = waiting().proposal().inventory().items().stream()
                .map(item -> new ItemStock(item.sku(), 0, new TreeMap<>(), 0))
                .toList();
        SampleSale sale = awaiting()
                .carryOut(override(DecisionKind.INVENTORY, new InventoryOutcome(none), "Recalled by the maker.", FINN));
        assertThat(((AwaitingApproval) sale.state()).proposal().inventory().allocatedUnits())
                .isZero();
    }

    @Test
    void said_again_it_changes_nothing() {
        given(overriddenBy(MEI)).when(hours(later(2))).thenNothing();
        given(awaiting()).when(hours(waiting().proposal().schedule())).thenNothing();
    }

    @Test
    void what_was_approved_before_is_no_longer_what_waits() {
        given(overriddenBy(MEI))
                .when(new ApprovePlan(SALE, hash(awaiting()), ANA, AT))
                .thenRefused(StaleApproval.class);
        given(overriddenBy(MEI)).when(hours(later(3))).thenRefused(StaleApproval.class);
    }

    @Test
    void who_overrides_a_decision_does_not_approve_it() {
        SampleSale sale = overriddenBy(ANA);
        given(sale).when(new ApprovePlan(SALE, hash(sale), ANA, AT)).thenRefused(OwnOverride.class);
        sale.carryOut(new ApprovePlan(SALE, hash(sale), FINN, AT));
        assertThat(sale.state().phase()).isEqualTo("approved");
    }

    @Test
    void the_plans_limits_hold_for_people_too() {
        given(awaiting()).when(hours(later(40))).thenRefused(OutsidePlan.class);
        ScheduleOutcome longer = new ScheduleOutcome(
                new TimeWindow(later(0).window().from(), later(0).window().to().plus(Duration.ofHours(1))), List.of());
        assertThatThrownBy(() -> CampaignDecider.decide(awaiting().state(), hours(longer)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("hours long");
        assertThatThrownBy(() -> CampaignDecider.decide(
                        awaiting().state(),
                        override(DecisionKind.INVENTORY, new InventoryOutcome(List.of()), WHY, MEI)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("every item");
    }

    @Test
    void it_takes_a_reason_a_role_and_a_decision_that_can_be_put_right_by_hand() {
        given(awaiting())
                .when(override(DecisionKind.SCHEDULE, later(2), " ", MEI))
                .thenRefused(ReasonMissing.class);
        given(awaiting())
                .when(override(DecisionKind.SCHEDULE, later(2), WHY, AUDITOR))
                .thenRefused(RoleMissing.class);
        given(awaiting())
                .when(override(DecisionKind.INVENTORY, later(2), WHY, MEI))
                .thenRefused(UnknownDecision.class);
        given(awaiting())
                .when(new OverrideDecision(
                        SALE,
                        new DecisionId("f".repeat(24)),
                        hash(awaiting()),
                        new AssortmentOutcome(List.of()),
                        WHY,
                        MEI,
                        AT))
                .thenRefused(NotOverridable.class);
    }

    @Test
    void it_is_done_while_the_plan_waits_for_approval_only() {
        given(approved()).when(hours(later(2))).thenRefused(WrongPhase.class);
        given(Stages.predicted()).when(hours(later(2))).thenRefused(WrongPhase.class);
    }
}
