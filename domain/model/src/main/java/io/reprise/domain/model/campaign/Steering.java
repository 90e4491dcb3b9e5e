package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Logistics;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a sale is steered: by which policies, and what these may do beyond the plan's guardrails.
 *
 * @param policies which policy takes a kind of decision; a kind that is not named is decided by today's
 * @param explorationBps share of adjustments that may try an option instead of taking the best, so that its effect is
 *     learned; 0 for never
 * @param blackouts no hour of the sale may lie in these
 * @param stockBudgetCents what the stock set aside may have cost at most; 0 for as much as there is
 * @param logistics what is known of warehouses, supply and notifications, or empty
 * @param leeway how far the running sale may be changed beyond its prices, or empty for not at all
 */
public record Steering(
        SortedMap<DecisionKind, PolicyRef> policies,
        int explorationBps,
        List<TimeWindow> blackouts,
        long stockBudgetCents,
        Optional<Logistics> logistics,
        Optional<Leeway> leeway) {

    public static final Steering USUAL = new Steering(new TreeMap<>(), 0, List.of(), 0);

    private static final int BLACKOUTS_MAX = 100;

    public Steering {
        InvalidValue.unless(policies != null, "steering.policies", "must be given, empty where nothing is chosen");
        policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        policies.forEach(Steering::requireThatItDecides);
        InvalidValue.unless(
                explorationBps >= 0 && explorationBps <= Price.WHOLE_BPS,
                "steering.explorationBps",
                () -> "must be 0 to 10000, but was " + explorationBps);
        InvalidValue.unless(
                blackouts != null && blackouts.size() <= BLACKOUTS_MAX,
                "steering.blackouts",
                "must be 0 to " + BLACKOUTS_MAX);
        blackouts = List.copyOf(blackouts);
        InvalidValue.unless(
                stockBudgetCents >= 0,
                "steering.stockBudgetCents",
                () -> "must not be negative, but was " + stockBudgetCents);
        logistics = logistics == null ? Optional.empty() : logistics;
        leeway = leeway == null ? Optional.empty() : leeway;
    }

    /** Where a running sale may not be changed beyond its prices. */
    public Steering(
            SortedMap<DecisionKind, PolicyRef> policies,
            int explorationBps,
            List<TimeWindow> blackouts,
            long stockBudgetCents,
            Optional<Logistics> logistics) {
        this(policies, explorationBps, blackouts, stockBudgetCents, logistics, Optional.empty());
    }

    /** Where nothing is known of warehouses, supply and notifications. */
    public Steering(
            SortedMap<DecisionKind, PolicyRef> policies,
            int explorationBps,
            List<TimeWindow> blackouts,
            long stockBudgetCents) {
        this(policies, explorationBps, blackouts, stockBudgetCents, Optional.empty());
    }

    private static void requireThatItDecides(DecisionKind kind, PolicyRef policy) {
        List<PolicyRef> choices = Policies.choices(kind);
        InvalidValue.unless(
                policy != null && choices.contains(policy),
                "steering.policies." + kind,
                () -> "must be one of " + choices + ", but was " + policy);
    }

    /** Steered by these policies and otherwise as this. */
    public Steering by(Map<DecisionKind, PolicyRef> chosen) {
        return new Steering(new TreeMap<>(chosen), explorationBps, blackouts, stockBudgetCents, logistics, leeway);
    }

    /** Likewise, with this leeway. */
    public Steering with(Leeway given) {
        return new Steering(policies, explorationBps, blackouts, stockBudgetCents, logistics, Optional.of(given));
    }

    /** The policy that takes this kind of decision. */
    public PolicyRef policy(DecisionKind kind) {
        return policies.getOrDefault(kind, Policies.usual(kind));
    }

    /** Everything in it, for the hash of the plan. */
    List<Object> parts() {
        List<Object> parts = new ArrayList<>(List.of("steering/1", policies.size()));
        policies.forEach((kind, policy) -> parts.addAll(List.of(kind, policy)));
        parts.addAll(List.of(explorationBps, stockBudgetCents, blackouts.size()));
        blackouts.forEach(blackout -> parts.addAll(List.of(blackout.from(), blackout.to())));
        logistics.ifPresent(l -> parts.addAll(l.parts()));
        leeway.ifPresent(l -> parts.addAll(l.parts()));
        return parts;
    }
}
