package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.decidedSmall;
import static io.reprise.domain.model.campaign.Stages.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignRefusal.BeyondGuardrail;
import io.reprise.domain.model.campaign.CampaignRefusal.PriceMoved;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guardrails of the sample: 40 % discount, 5 % margin, 5 % steps alone, two changes an hour, 90 minutes of rest. */
class GuardrailsTest {

    private static final DecisionId ID = new DecisionId("odd");
    private static final Instant AT = decidedSmall().now();

    /** A history in which some policy decided this. */
    private static List<CampaignEvent> decided(SampleSale sale, AdjustmentOutcome outcome) {
        return List.of(taken(sale, ID, outcome));
    }

    private static AdjustmentOutcome change(int fromBps, int toBps) {
        return new AdjustmentOutcome(List.of(new PriceChange(SampleHistory.LAMP, fromBps, toBps)), false, 0, 0);
    }

    private static ApproveAdjustment approve(Instant at) {
        return new ApproveAdjustment(SALE, ID, ANA, at);
    }

    private static CampaignEvent proposed() {
        return new AdjustmentProposed(SALE, ID, "rule", AT.plusSeconds(60), Actor.ENGINE, AT);
    }

    private static void refused(SampleSale sale, AdjustmentOutcome outcome, Refusal refusal) {
        given(sale)
                .given(decided(sale, outcome))
                .given(proposed())
                .when(approve(sale.now()))
                .thenRefused(refusal);
    }

    @Test
    void no_person_can_approve_a_deeper_discount_than_the_plan_allows() {
        refused(decidedSmall(), change(2_000, 4_001), new BeyondGuardrail("guardrails.discountBpsMax", 4_000, 4_001));
    }

    @Test
    void nor_a_price_that_leaves_too_little() {
        // A throw costs 2600; 45 % off 4999 is 2749, which leaves 149, or 5.42 %; 47 % off is 2649: 1.84 %.
        SampleSale sale = new SampleSale(SALE)
                .approved(limited(new Plan.Guardrails(8_000, 500, 500, 2, 90)))
                .secureStock()
                .launch()
                .window(0.9, EvaluationOutcome.Course.CONTINUE);
        AdjustmentOutcome deep =
                new AdjustmentOutcome(List.of(new PriceChange(SampleHistory.THROW, 2_000, 4_700)), false, 0, 0);
        refused(sale, deep, new BeyondGuardrail("guardrails.marginBpsMin", 500, 184));
    }

    private static Plan limited(Plan.Guardrails guardrails) {
        Plan plan = SampleHistory.plan(2_000);
        return plan.with(plan.name(), guardrails, plan.items());
    }

    @Test
    void a_price_rests_between_changes() {
        // Changed at 08:00:02, so from 09:30:02 on it may be changed again.
        SampleSale sale = appliedSmall();
        var given = given(sale).given(decided(sale, change(2_500, 2_600))).given(proposed());
        Instant changed = sale.now();
        given.when(approve(changed.plus(Duration.ofMinutes(89))))
                .thenRefused(new BeyondGuardrail("guardrails.cooldownMinutes", 90, 89));
        given.when(approve(changed.plus(Duration.ofMinutes(90)))).thenAccepted();
    }

    @Test
    void prices_change_only_so_often_in_an_hour_and_taking_a_change_back_counts() {
        // Prices need no rest, so that nothing else forbids a third change.
        SampleSale sale = new SampleSale(SALE)
                .approved(limited(new Plan.Guardrails(8_000, 500, 500, 2, 0)))
                .secureStock()
                .launch()
                .window(0.9, EvaluationOutcome.Course.CONTINUE);
        DecisionId first = new DecisionId("first");
        DecisionId second = new DecisionId("second");
        var twice = given(sale)
                .given(taken(sale, first, change(2_000, 2_100)))
                .given(applied(first, change(2_000, 2_100), sale.now()))
                .given(new AdjustmentReverted(SALE, first, List.of(), "why", MEI, sale.now()))
                .given(taken(sale, second, change(2_100, 2_200)))
                .given(applied(second, change(2_100, 2_200), sale.now()));
        var thrice = twice.given(decided(sale, change(2_200, 2_300))).given(proposed());
        thrice.when(approve(sale.now())).thenRefused(new BeyondGuardrail("guardrails.priceChangesPerHourMax", 2, 3));
        thrice.when(approve(sale.now().plus(Duration.ofMinutes(60)))).thenAccepted();
        AdjustmentOutcome push = new AdjustmentOutcome(List.of(), true, 0, 10_000);
        twice.given(decided(sale, push))
                .given(proposed())
                .when(approve(sale.now()))
                .thenAccepted();
    }

    private static AdjustmentApplied applied(DecisionId id, AdjustmentOutcome outcome, Instant at) {
        return new AdjustmentApplied(SALE, id, outcome.priceChanges(), false, "rule", Actor.ENGINE, at);
    }

    @Test
    void a_push_is_added_only_as_often_as_planned() {
        SampleSale sale = decidedSmall();
        AdjustmentOutcome push = new AdjustmentOutcome(List.of(), true, 0, 10_000);
        DecisionId first = new DecisionId("first");
        var once = given(sale)
                .given(taken(sale, first, push))
                .given(new AdjustmentApplied(SALE, first, List.of(), true, "rule", Actor.ENGINE, sale.now()));
        once.given(decided(sale, push))
                .given(proposed())
                .when(approve(sale.now()))
                .thenRefused(new BeyondGuardrail("extraPushWaves", 1, 2));
        given(sale)
                .given(decided(sale, push))
                .given(proposed())
                .when(approve(sale.now()))
                .thenAccepted();
    }

    @Test
    void an_adjustment_that_starts_from_another_price_than_the_one_in_force_is_stale() {
        refused(decidedSmall(), change(1_500, 2_500), new PriceMoved(SampleHistory.LAMP, 1_500, 2_000));
        SampleSale sale = decidedSmall();
        given(sale)
                .given(decided(sale, change(2_400, 2_500)))
                .when(new RouteAdjustment(SALE, ID, Route.AUTOMATIC, "rule", AT, Actor.ENGINE, AT))
                .thenRefused(new PriceMoved(SampleHistory.LAMP, 2_400, 2_000));
    }

    @Test
    void a_price_that_no_longer_covers_a_huge_cost_is_seen_as_the_loss_it_is() {
        assertThat(io.reprise.domain.model.vocabulary.Price.marginBps(1, 10_000_000_000L))
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(((Live) decidedSmall().state()).adjustment(adjustment(decidedSmall())))
                .isPresent();
    }
}
