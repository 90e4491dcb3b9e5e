package io.reprise.projections.eventstore.history;

import java.util.List;

/**
 * Something a client asked of a log, and what it was told. Times are of one counter for all clients: what returned
 * before another was invoked has a smaller number.
 */
public sealed interface Operation {

    /** @param position of the first event, as acknowledged */
    record Appended(List<String> ids, long position, long invoked, long returned) implements Operation {}

    /** The log said that nothing was appended. */
    record Refused(List<String> ids) implements Operation {}

    /** Nobody knows whether it was: the process died, or the connection. */
    record Unanswered(List<String> ids, long invoked) implements Operation {}

    /** @param ids what was read from a position on, at most {@code max} events */
    record Read(long from, int max, List<Seen> ids, long invoked) implements Operation {}

    /** An event as a reader saw it. */
    record Seen(long position, String id) {}
}
