package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.hash;
import static io.reprise.domain.model.campaign.Stages.predicted;
import static io.reprise.domain.model.campaign.Stages.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignRefusal.DecisionNotDue;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** By which policies a sale is steered, and the assortment that is decided first. */
class SteeringTest {

    private static TakeDecision assortment(SampleSale sale) {
        return (TakeDecision) sale.commands().stream()
                .filter(c -> c instanceof TakeDecision taken && taken.inputs() instanceof AssortmentInputs)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_assortment_is_decided_once_and_before_demand_is_forecast() {
        SampleSale assorted = submitted().assort();
        TakeDecision assortment = assortment(assorted);
        given(submitted()).when(assortment).thenRefused(DecisionNotDue.class);
        given(assorted).when(assortment).thenNothing();
        given(predicted()).when(assortment).thenRefused(DecisionNotDue.class);
        given(awaiting()).when(assortment).thenRefused(DecisionNotDue.class);
    }

    @Test
    void the_sale_runs_at_the_discounts_that_were_chosen_and_approved() {
        SampleSale sale = submitted().assort();
        Map<?, Integer> chosen =
                ((Predicting) sale.state()).assortment().orElseThrow().outcome().discountsBps();
        assertThat(chosen).isNotEqualTo(Campaign.planned(PLAN));
        sale.predict().requestApproval().approve().secureStock().launch();
        assertThat(((Live) sale.state()).discountsBps()).isEqualTo(chosen);
        assertThat(((Live) sale.state()).proposal().offers()).isPresent();
    }

    @Test
    void another_assortment_is_another_proposal() {
        assertThat(hash(submitted().assort().predict().requestApproval())).isNotEqualTo(hash(awaiting()));
    }

    @Test
    void a_choice_of_policies_is_part_of_the_plan_that_is_approved() {
        Steering evening = Steering.USUAL.by(Map.of(DecisionKind.SCHEDULE, new PolicyRef("evening-schedule", 1)));
        assertThat(PLAN.steeredBy(evening).hash()).isNotEqualTo(PLAN.hash());
        assertThat(evening.policy(DecisionKind.SCHEDULE)).isEqualTo(new PolicyRef("evening-schedule", 1));
        assertThat(evening.policy(DecisionKind.INVENTORY)).isEqualTo(Policies.usual(DecisionKind.INVENTORY));
        assertThat(Strategy.of(evening)).isEmpty();
        for (Strategy strategy : Strategy.values()) {
            assertThat(Strategy.of(Steering.USUAL.by(strategy.policies()))).contains(strategy);
        }
    }

    @Test
    void a_policy_decides_only_what_it_is_for() {
        assertThatThrownBy(
                        () -> Steering.USUAL.by(Map.of(DecisionKind.SCHEDULE, Policies.usual(DecisionKind.INVENTORY))))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.policies.SCHEDULE")
                .hasMessageContaining("evening-schedule/1");
        assertThatThrownBy(() -> new Steering(new TreeMap<>(), -1, List.of(), 0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("explorationBps");
    }

    @Test
    void a_sale_of_the_evening_starts_in_the_evening_and_in_no_blackout() {
        TimeWindow within =
                new TimeWindow(PLAN.within().from(), PLAN.within().from().plus(Duration.ofHours(48)));
        TimeWindow first = evening(within, List.of()).window();
        assertThat(first.from().atZone(PLAN.zone()).getHour()).isEqualTo(20);
        TimeWindow second = evening(within, List.of(first)).window();
        assertThat(second.from()).isEqualTo(first.from().plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> evening(within, List.of(within)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.blackouts");
    }

    private static ScheduleOutcome evening(TimeWindow within, List<TimeWindow> blackouts) {
        PolicyRef evening = new PolicyRef("evening-schedule", 1);
        ScheduleInputs inputs = new ScheduleInputs(
                within, 3, 2, List.of(), Optional.of(new ScheduleInputs.Calendar(PLAN.zone(), blackouts)));
        return (ScheduleOutcome) Policies.decide(evening, inputs, Evidence.NONE, Policies.defaults(evening), 1)
                .outcome();
    }
}
