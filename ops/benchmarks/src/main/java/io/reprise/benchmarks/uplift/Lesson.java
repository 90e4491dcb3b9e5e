package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Proposal;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one contender decided before the sale, written into another's plan: so it is seen which decisions a gain comes of.
 *
 * @param teachers what the teacher proposed for the same plan
 */
record Lesson(Proposal teachers) {

    static Lesson of(RunningCampaign teacher) {
        teacher.begin();
        return new Lesson(((Proposed) teacher.world().campaign()).proposal());
    }

    /** @param kinds {@code ASSORTMENT} for its discounts, {@code SCHEDULE} for its hours */
    Plan in(Plan plan, Set<DecisionKind> kinds) {
        Plan taught = kinds.contains(DecisionKind.ASSORTMENT) ? atItsDiscounts(plan) : plan;
        return kinds.contains(DecisionKind.SCHEDULE) ? inItsHours(taught) : taught;
    }

    private Plan atItsDiscounts(Plan plan) {
        Map<DecisionKind, PolicyRef> policies = new EnumMap<>(DecisionKind.class);
        policies.putAll(plan.steered().policies());
        policies.put(DecisionKind.ASSORTMENT, new PolicyRef("planned-assortment", 1));
        List<PlannedItem> items = teachers.offered().items();
        return plan.with(plan.name(), plan.guardrails(), items)
                .steeredBy(plan.steered().by(policies));
    }

    /** Every other hour is closed, so that all else sees the same horizon. */
    private Plan inItsHours(Plan plan) {
        TimeWindow hours = teachers.schedule().window();
        List<TimeWindow> closed = new ArrayList<>(plan.steered().blackouts());
        if (plan.within().from().isBefore(hours.from())) {
            closed.add(new TimeWindow(plan.within().from(), hours.from()));
        }
        if (hours.to().isBefore(plan.within().to())) {
            closed.add(new TimeWindow(hours.to(), plan.within().to()));
        }
        Steering as = plan.steered();
        return plan.steeredBy(new Steering(
                as.policies(), as.explorationBps(), closed, as.stockBudgetCents(), as.logistics(), as.leeway()));
    }
}
