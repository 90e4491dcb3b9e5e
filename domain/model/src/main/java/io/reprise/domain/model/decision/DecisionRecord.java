package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.List;

/** A decision as a value: all that is needed to take it again, and what came of it. */
public record DecisionRecord(
        DecisionId id,
        CampaignId campaign,
        DecisionKind kind,
        PolicyRef policy,
        Parameters parameters,
        long seed,
        DecisionInputs inputs,
        List<Evidence.Source> evidence,
        DecisionOutcome outcome,
        List<Alternative> alternatives,
        Explanation explanation,
        Actor actor,
        Instant at) {

    public DecisionRecord {
        evidence = List.copyOf(evidence);
        alternatives = List.copyOf(alternatives);
    }
}
