package io.reprise.projections.inbox;

import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;

/**
 * Something a person has to answer.
 *
 * @param subject the campaign's name
 * @param mayAnswer roles of which one is needed
 * @param author who wrote the plan, and so may not answer: four eyes
 * @param proposalHash what the answer to a plan has to name; empty for an adjustment
 * @param decisionId the adjustment; null for a plan
 * @param change what the adjustment would do; null for a plan
 * @param since when it was asked
 */
public record InboxTask(
        CampaignId campaignId,
        Kind kind,
        String subject,
        List<Role> mayAnswer,
        String author,
        String proposalHash,
        DecisionId decisionId,
        AdjustmentOutcome change,
        Instant since,
        Instant deadline,
        IfNobodyAnswers ifNobodyAnswers) {

    /** What is asked. */
    public enum Kind {
        PLAN_APPROVAL,
        ADJUSTMENT_APPROVAL
    }

    /** What the deadline brings. */
    public enum IfNobodyAnswers {
        /** The plan is put to more people. */
        ESCALATES,
        /** The plan was escalated and goes on waiting. */
        WAITS,
        /** The adjustment expires: the sale stays as it is. */
        STAYS_AS_IT_IS
    }

    public InboxTask {
        mayAnswer = List.copyOf(mayAnswer);
    }

    /** Whether this person is entitled to answer. */
    public boolean isFor(Actor actor) {
        return mayAnswer.stream().anyMatch(actor::is) && !author.equals(actor.name());
    }
}
