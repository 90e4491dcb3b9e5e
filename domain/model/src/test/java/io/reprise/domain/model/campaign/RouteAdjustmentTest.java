package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.decidedLarge;
import static io.reprise.domain.model.campaign.Stages.decidedSmall;
import static io.reprise.domain.model.campaign.Stages.saleTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignRefusal.BeyondGuardrail;
import io.reprise.domain.model.campaign.CampaignRefusal.TooLate;
import io.reprise.domain.model.campaign.CampaignRefusal.UnknownDecision;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RouteAdjustmentTest {

    private static final Instant AT = decidedSmall().now();
    private static final Instant DEADLINE = AT.plusSeconds(3_600);

    private static RouteAdjustment route(SampleSale sale, Route route, Instant at) {
        return new RouteAdjustment(SALE, adjustment(sale), route, "rule", DEADLINE, Actor.ENGINE, at);
    }

    @Test
    void a_small_step_is_in_force_at_once() {
        SampleSale sale = decidedSmall();
        var outcome = ((Live) sale.state()).adjustments().getLast().outcome();
        Live after = (Live) given(sale)
                .when(route(sale, Route.AUTOMATIC, AT))
                .then(new AdjustmentApplied(
                        SALE, adjustment(sale), outcome.priceChanges(), false, "rule", Actor.ENGINE, AT));
        assertThat(after.discountsBps()).containsEntry(SampleHistory.LAMP, 2_500);
        assertThat(after.lastChanged(SampleHistory.LAMP)).contains(AT);
    }

    @Test
    void a_large_step_waits_for_a_person() {
        SampleSale sale = decidedLarge();
        given(sale)
                .when(route(sale, Route.APPROVAL, AT))
                .then(new AdjustmentProposed(SALE, adjustment(sale), "rule", DEADLINE, Actor.ENGINE, AT));
    }

    @Test
    void a_rule_may_forbid_it() {
        SampleSale sale = decidedSmall();
        given(sale)
                .when(route(sale, Route.FORBIDDEN, AT))
                .then(new AdjustmentForbidden(SALE, adjustment(sale), "rule", Actor.ENGINE, AT));
    }

    @Test
    void no_rule_can_make_a_large_step_automatic() {
        SampleSale sale = decidedLarge();
        given(sale)
                .when(route(sale, Route.AUTOMATIC, AT))
                .thenRefused(new BeyondGuardrail("guardrails.automaticStepBpsMax", 500, 1_000));
    }

    @Test
    void an_adjustment_is_routed_once() {
        SampleSale sale = appliedSmall();
        given(sale).when(route(sale, Route.FORBIDDEN, AT)).thenNothing();
    }

    @Test
    void nothing_is_changed_once_the_time_of_the_sale_is_over() {
        SampleSale sale = decidedSmall();
        TimeWindow time = saleTime(sale);
        given(sale).when(route(sale, Route.AUTOMATIC, time.to())).thenRefused(new TooLate(time.to(), time.to()));
    }

    @Test
    void an_adjustment_nobody_decided_is_refused() {
        DecisionId unknown = new DecisionId("unknown");
        given(decidedSmall())
                .when(new RouteAdjustment(SALE, unknown, Route.AUTOMATIC, "rule", DEADLINE, Actor.ENGINE, AT))
                .thenRefused(new UnknownDecision(unknown));
    }

    @Test
    void only_a_running_sale_is_adjusted() {
        RouteAdjustment route = route(decidedSmall(), Route.AUTOMATIC, AT);
        given(approved()).when(route).thenRefused(new WrongPhase("be adjusted", "approved"));
        given(closed()).when(route).thenRefused(new WrongPhase("be adjusted", "closed"));
    }

    @Test
    void an_approval_has_a_deadline() {
        assertThatThrownBy(() -> new RouteAdjustment(
                        SALE, new DecisionId("a"), Route.APPROVAL, "rule", null, Actor.ENGINE, EARLY))
                .isInstanceOf(InvalidValue.class);
    }
}
