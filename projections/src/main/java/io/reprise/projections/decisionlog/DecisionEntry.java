package io.reprise.projections.decisionlog;

import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * @param position place of the decision's event in the log
 * @param overridden what a person decided in its place, the last one to do so
 */
public record DecisionEntry(long position, DecisionRecord decision, Optional<Override> overridden) {

    public DecisionEntry {
        overridden = overridden == null ? Optional.empty() : overridden;
    }

    public DecisionEntry(long position, DecisionRecord decision) {
        this(position, decision, Optional.empty());
    }

    /** @param position place of the override's event in the log */
    public record Override(long position, DecisionOutcome outcome, String reason, Actor actor, Instant at) {}

    /** Whose outcome counts. */
    public Actor who() {
        return overridden.map(Override::actor).orElse(decision.actor());
    }
}
