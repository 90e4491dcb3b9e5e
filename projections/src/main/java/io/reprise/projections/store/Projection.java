package io.reprise.projections.store;

/** Folds events into one view. An event that was folded before changes nothing, so events may be delivered again. */
public interface Projection {

    String name();

    /** @param position the event's place in the log */
    void on(long position, Object event);

    /** Forgets everything, to be filled from the start of the log again. */
    void reset();
}
