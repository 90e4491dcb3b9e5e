package io.reprise.projections.campaignpage;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a campaign, for people.
 *
 * @param position the event's position in the log
 * @param event what happened, for example {@code plan-approved}
 * @param message key of the sentence in the message catalogues, {@code timeline.} and the event; a decision adds its
 *     kind, for example {@code timeline.decision-taken.schedule}
 * @param arguments what the sentence is filled with, in order
 * @param decisionId the decision it is about, or null
 */
public record TimelineEntry(
        long position,
        Instant at,
        String event,
        Actor actor,
        String message,
        List<String> arguments,
        String decisionId) {

    public TimelineEntry {
        arguments = List.copyOf(arguments);
    }
}
