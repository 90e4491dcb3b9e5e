package io.reprise.projections.inbox;

import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that waits for a person.
 *
 * @param campaignId the campaign; empty for a release
 * @param release the release, as {@code model:sha256}; empty for a campaign
 * @param roles who may answer, less {@code author}, who may not
 * @param subject what it is about, in the plan's words
 * @param proposalHash what a plan's approval must name; empty for anything else
 * @param decisionId the adjustment; empty for anything else
 * @param ifNobodyAnswers key of what happens at the deadline: {@code escalate}, {@code leave-as-it-is} or
 *     {@code escalate-release}
 * @param overriders who put an outcome of their own in place of a decision's, and so may not answer either
 */
public record PersonalTask(
        String campaignId,
        String release,
        Kind kind,
        List<Role> roles,
        String author,
        String subject,
        String proposalHash,
        String decisionId,
        Instant since,
        Instant deadline,
        String ifNobodyAnswers,
        List<String> overriders) {

    /** What is asked. */
    public enum Kind {
        PLAN_APPROVAL,
        ADJUSTMENT_APPROVAL,
        RELEASE_APPROVAL
    }

    /** The same, for one role more. */
    PersonalTask forAlso(Role role) {
        List<Role> more = new ArrayList<>(roles);
        if (!more.contains(role)) {
            more.add(role);
        }
        return new PersonalTask(
                campaignId,
                release,
                kind,
                more,
                author,
                subject,
                proposalHash,
                decisionId,
                since,
                deadline,
                ifNobodyAnswers,
                overriders);
    }

    /** The same question about another proposal, which this person has made so. */
    PersonalTask about(String hash, String person) {
        List<String> people = new ArrayList<>(overriders);
        people.add(person);
        return new PersonalTask(
                campaignId,
                release,
                kind,
                roles,
                author,
                subject,
                hash,
                decisionId,
                since,
                deadline,
                ifNobodyAnswers,
                people);
    }
}
