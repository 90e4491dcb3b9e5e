package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How decisions would be taken otherwise.
 *
 * @param policies another policy for a kind of decision
 * @param parameters other values of some parameters, by kind of decision
 * @param artifacts another artifact of a model, by the model's name: its SHA-256
 */
public record Counterfactual(
        SortedMap<DecisionKind, PolicyRef> policies,
        SortedMap<DecisionKind, SortedMap<String, Double>> parameters,
        SortedMap<String, String> artifacts) {

    public Counterfactual {
        policies = policies == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        parameters =
                parameters == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = artifacts == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        InvalidValue.unless(
                !policies.isEmpty() || !parameters.isEmpty() || !artifacts.isEmpty(),
                "policies",
                "must name a policy, a parameter or a model that is to be another; nothing is");
        policies.forEach((kind, policy) -> InvalidValue.unless(
                Policies.find(policy).isPresent(), "policies." + kind, () -> "there is no policy " + policy));
    }

    /** The policy for a decision that was taken by another. */
    PolicyRef policy(DecisionKind kind, PolicyRef recorded) {
        return policies.getOrDefault(kind, recorded);
    }

    /** Recorded parameters where the policy stays, the policy's own where it does not; with the changes. */
    public Parameters parameters(DecisionKind kind, PolicyRef recorded, Parameters then) {
        PolicyRef policy = policy(kind, recorded);
        Parameters values = policy.equals(recorded) ? then : Policies.defaults(policy);
        for (Map.Entry<String, Double> change :
                parameters.getOrDefault(kind, new TreeMap<>()).entrySet()) {
            values = values.with(change.getKey(), change.getValue());
        }
        return values;
    }

    /** Whether it says anything about decisions of this kind that rest on these models. */
    boolean touches(DecisionKind kind, Iterable<String> models) {
        if (policies.containsKey(kind) || parameters.containsKey(kind)) {
            return true;
        }
        for (String model : models) {
            if (artifacts.containsKey(model)) {
                return true;
            }
        }
        return false;
    }
}
