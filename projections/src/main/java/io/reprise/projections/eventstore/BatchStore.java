package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import java.util.OptionalLong;

/** What {@link GroupCommit} needs of a technology. Only the one writer thread calls it. */
interface BatchStore {

    /** The head as last seen; another process may have moved it since. */
    ChainHead head();

    /** Highest sequence number of the stream as of {@link #head()}. */
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
