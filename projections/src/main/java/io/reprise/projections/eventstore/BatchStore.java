package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import java.util.Collection;
import java.util.OptionalLong;

/** What {@link GroupCommit} needs of a technology. Only the one writer thread calls it. */
interface BatchStore {

    /** The head as last seen; another process may have moved it since. */
    ChainHead head();

    /**
     * What is about to be validated: a chance to look up in one go what {@link #lastSequence} will be asked.
     *
     * @param firsts the first event of each stream of the group
     */
    default void prepare(Collection<NewEvent> firsts) {}

    /**
     * Highest sequence number of the stream as of {@link #head()}. It may be too low after {@link #prepare}, where
     * {@link #write} refuses what takes a sequence number twice.
     */
    OptionalLong lastSequence(String stream);

    /**
     * Writes the batch at {@link #head()} and returns when it is durable.
     *
     * @return false if another process took the head or a sequence number first: {@link #reload()} and validate again
     * @throws RuntimeException if it could not be written; the head is where it was, or is found again by itself
     */
    boolean write(LoggedBatch batch);

    /**
     * Finds out where the head is now.
     *
     * @return whether it moved
     */
    boolean reload();
}
