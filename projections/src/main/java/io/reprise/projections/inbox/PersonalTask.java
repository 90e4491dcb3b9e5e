package io.reprise.projections.inbox;

import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;

/**
 * Something that waits for a person.
 *
 * @param roles who may answer, less {@code author}, who may not
 * @param subject what it is about, in the plan's words
 * @param proposalHash what a plan's approval must name; empty for an adjustment
 * @param decisionId the adjustment; empty for a plan
 * @param ifNobodyAnswers key of what happens at the deadline: {@code escalate} or {@code leave-as-it-is}
 */
public record PersonalTask(
        String campaignId,
        Kind kind,
        List<Role> roles,
        String author,
        String subject,
        String proposalHash,
        String decisionId,
        Instant since,
        Instant deadline,
        String ifNobodyAnswers) {

    /** What is asked. */
    public enum Kind {
        PLAN_APPROVAL,
        ADJUSTMENT_APPROVAL
    }
}
