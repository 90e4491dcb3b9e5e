package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Sets of policies that people choose by one name. */
public enum Strategy {
    /** Whatever Reprise holds to be best. */
    REPRISE(Map.of()),
    /** Evening, one discount for all, stock in proportion, and left alone: what a sale is without any of this. */
    RULE_OF_THUMB(Map.of(
            DecisionKind.ASSORTMENT, new PolicyRef("uniform-assortment", 1),
            DecisionKind.SCHEDULE, new PolicyRef("evening-schedule", 1),
            DecisionKind.INVENTORY, new PolicyRef("proportional-inventory", 1),
            DecisionKind.ADJUSTMENT, new PolicyRef("leave-alone", 1))),
    /** As the plan says, and left alone. */
    FIXED_PLAN(Map.of(
            DecisionKind.ASSORTMENT, new PolicyRef("planned-assortment", 1),
            DecisionKind.SCHEDULE, new PolicyRef("planned-schedule", 1),
            DecisionKind.ADJUSTMENT, new PolicyRef("leave-alone", 1))),
    /** The best of the moment by the forecast alone: nothing is learned from the sale but its pace. */
    GREEDY(Map.of(
            DecisionKind.ASSORTMENT, new PolicyRef("planned-assortment", 1),
            DecisionKind.ADJUSTMENT, new PolicyRef("menu-adjustment", 1)));

    private final Map<DecisionKind, PolicyRef> policies;

    Strategy(Map<DecisionKind, PolicyRef> policies) {
        this.policies = policies;
    }

    public Map<DecisionKind, PolicyRef> policies() {
        return policies;
    }

    /** The strategy that chooses exactly these policies. */
    public static Optional<Strategy> of(Steering steering) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.policies.equals(steering.policies()))
                .findFirst();
    }
}
