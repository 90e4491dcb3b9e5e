package io.reprise.domain.model.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Processes of the workflow engine that are under way, for those who look after them. */
public interface Processes {

    /** Those with incidents first, then the oldest; at most so many. */
    List<Running> running(int max);

    /** The one under way of that id; empty where it is over, or never was. */
    Optional<Running> find(String processId);

    /** Has what failed in a process tried again; nothing happens where nothing failed. */
    void retry(String processId);

    /**
     * @param process key of its definition, {@code campaign-lifecycle} for instance
     * @param subject what it is about: a campaign's or a release's name
     * @param at names of the elements it waits at, as the diagram has them
     */
    record Running(
            String processId,
            String process,
            String subject,
            Instant since,
            List<String> at,
            List<Incident> incidents) {
        public Running {
            at = List.copyOf(at);
            incidents = List.copyOf(incidents);
        }
    }

    /** Something that was tried and failed as often as it is tried. @param element id of the element it failed at */
    record Incident(String element, String message, Instant since) {}
}
