package io.reprise.projections.transparency;

import java.util.List;
import java.util.Optional;

/** Keeps the checkpoints a log was given, for those who verify it later. */
public interface CheckpointStore {

    /** Keeps it durably; another of the same size replaces it. */
    void put(SignedCheckpoint checkpoint);

    /** All, smallest first. */
    List<SignedCheckpoint> all();

    /** The largest. */
    Optional<SignedCheckpoint> latest();
}
