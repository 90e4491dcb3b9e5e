package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.replay.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One decision, as it would have been taken otherwise from what was known then.
 *
 * @param policyThen by which it was taken
 * @param policyNow by which it was reconsidered
 * @param differences of the outcome; empty where the same would have been decided
 * @param outcomeNow what would have been decided, or empty where it could not be reconsidered
 * @param alternativesNow what would have been weighed
 * @param impossible why it could not be reconsidered; empty where it was
 */
public record Reconsidered(
        DecisionId decision,
        DecisionKind kind,
        Instant at,
        PolicyRef policyThen,
        PolicyRef policyNow,
        List<Difference> differences,
        DecisionOutcome outcomeThen,
        Optional<DecisionOutcome> outcomeNow,
        List<Alternative> alternativesNow,
        Optional<Explanation> explanationNow,
        String impossible) {

    public Reconsidered {
        differences = List.copyOf(differences);
        alternativesNow = List.copyOf(alternativesNow);
    }

    public boolean isChanged() {
        return !differences.isEmpty();
    }
}
