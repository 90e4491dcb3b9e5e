package io.reprise.projections.feed;

import java.util.List;

/**
 * A piece of the log, read and decoded.
 *
 * @param next position after the last event
 * @param isFull whether there was probably more to read
 * @param segments the events somebody wants, in order, by the segment of their subject
 * @param unreadable in order of their positions
 */
record Page(long from, long next, boolean isFull, List<List<Read>> segments, List<Unreadable> unreadable) {

    /** @param name its stored name */
    record Read(long position, String subject, String name, Object event) {}

    /** @param type null where not even that is known */
    record Unreadable(long position, Class<?> type, String why) {}

    boolean isEmpty() {
        return next == from;
    }
}
