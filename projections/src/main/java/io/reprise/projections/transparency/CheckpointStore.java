package io.reprise.projections.transparency;

import java.util.List;
import java.util.Optional;

/** Keeps the checkpoints a log was given, for those who verify it later. */
public interface CheckpointStore {

    /** Keeps it durably; another of the same size replaces it. */
    void put(SignedCheckpoint checkpoint);

    /** All, smallest first. */
    List<SignedCheckpoint> all();

    /** Those of fewer events, largest first; at most so many. */
    List<SignedCheckpoint> before(long size, int max);

    /** The largest. */
    default Optional<SignedCheckpoint> latest() {
        return before(Long.MAX_VALUE, 1).stream().findFirst();
    }

    /** The one of exactly so many events; empty where none was signed then. */
    default Optional<SignedCheckpoint> find(long size) {
        return before(size + 1, 1).stream()
                .filter(signed -> signed.checkpoint().size() == size)
                .findFirst();
    }
}
