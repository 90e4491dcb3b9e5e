package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values of commands and plans at the last that is taken and the first that is not. */
class CampaignValuesTest {

    private static final Instant AT = Instant.parse("2026-11-11T10:00:00Z");
    private static final TimeWindow HOUR = new TimeWindow(AT, AT.plusSeconds(3_600));
    private static final DecisionId ID = new DecisionId("odd");

    private static void refused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(InvalidValue.class).hasMessageStartingWith(message);
    }

    private static Steering steering(int explorationBps, int blackouts, long stockBudgetCents) {
        return new Steering(new TreeMap<>(), explorationBps, Collections.nCopies(blackouts, HOUR), stockBudgetCents);
    }

    @Test
    void whoever_answers_a_proposal_says_which() {
        refused(() -> new ApprovePlan(SALE, null, ANA, AT), "proposalHash: ");
        refused(() -> new SendBackPlan(SALE, null, "No.", ANA, AT), "proposalHash: ");
        refused(() -> new OverrideDecision(SALE, ID, null, null, "why", MEI, AT), "proposalHash: ");
        refused(() -> new OverrideDecision(SALE, ID, "hash", null, "why", MEI, AT), "outcome: ");
    }

    @Test
    void an_adjustment_goes_one_of_three_ways() {
        refused(() -> new RouteAdjustment(SALE, ID, null, "rule", AT, Actor.ENGINE, AT), "route: ");
        refused(() -> new RouteAdjustment(SALE, ID, Route.APPROVAL, "rule", null, Actor.ENGINE, AT), "deadline: ");
        assertThat(new RouteAdjustment(SALE, ID, Route.AUTOMATIC, "rule", null, Actor.ENGINE, AT).deadline())
                .isNull();
    }

    @Test
    void steering_has_limits() {
        assertThat(steering(10_000, 100, 0).blackouts()).hasSize(100);
        refused(() -> steering(10_001, 0, 0), "steering.explorationBps: must be 0 to 10000, but was 10001");
        refused(() -> steering(-1, 0, 0), "steering.explorationBps: must be 0 to 10000, but was -1");
        refused(() -> steering(0, 101, 0), "steering.blackouts: must be 0 to 100");
        refused(() -> new Steering(new TreeMap<>(), 0, null, 0), "steering.blackouts: ");
        refused(() -> steering(0, 0, -1), "steering.stockBudgetCents: must not be negative, but was -1");
        refused(() -> new Steering(null, 0, List.of(), 0), "steering.policies: ");
    }

    @Test
    void whatever_steers_a_sale_is_in_the_hash_of_its_plan() {
        Steering usual = Steering.USUAL;
        Steering chosen = usual.by(Map.of(DecisionKind.SCHEDULE, Policies.usual(DecisionKind.SCHEDULE)));
        assertThat(chosen.parts()).isNotEqualTo(usual.parts());
        assertThat(chosen.parts()).contains(DecisionKind.SCHEDULE, Policies.usual(DecisionKind.SCHEDULE));
        assertThat(new Steering(new TreeMap<>(), 0, List.of(), 0, null, null)).isEqualTo(usual);
    }

    @Test
    void a_forecast_says_of_what_it_is() {
        Forecast forecast = SampleHistory.closedSale().events().stream()
                .filter(ForecastRecorded.class::isInstance)
                .map(event -> ((ForecastRecorded) event).forecast())
                .findFirst()
                .orElseThrow();
        assertThat(new Forecast("demand", forecast.call(), AT, 1).hours()).isEqualTo(1);
        refused(() -> new Forecast("demand", forecast.call(), AT, 0), "hours: must be at least 1, but was 0");
        refused(() -> new Forecast("demand", forecast.call(), null, 1), "from: ");
        refused(() -> new Forecast("demand", null, AT, 1), "call: ");
        refused(() -> new Forecast(" ", forecast.call(), AT, 1), "role: ");
    }
}
