package io.reprise.projections.campaignpage;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;

/**
 * A decided adjustment and what became of it.
 *
 * @param window the monitoring window whose evaluation called for it
 * @param deadline by when somebody has to answer; null unless it was put to approval
 * @param rule the rule that routed it, or empty
 * @param actor who brought it to its stage
 * @param comment why it was rejected or reverted, or empty
 * @param at when it reached its stage
 */
public record AdjustmentEntry(
        DecisionId decisionId,
        int window,
        AdjustmentOutcome outcome,
        Stage stage,
        Instant deadline,
        String rule,
        Actor actor,
        String comment,
        Instant decidedAt,
        Instant at) {}
