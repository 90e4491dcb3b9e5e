package io.reprise.projections.transparency;

import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.SignedNote;
import java.util.List;

/**
 * A checkpoint with its signatures.
 *
 * @param subtrees hashes of the tree's complete subtrees, largest first, from which the tree grows on; empty if unknown
 */
public record SignedCheckpoint(SignedNote note, List<String> subtrees) {

    public SignedCheckpoint {
        subtrees = List.copyOf(subtrees);
    }

    /** One that somebody else kept. @throws IllegalArgumentException if the note is no signed checkpoint */
    public static SignedCheckpoint parse(String note) {
        SignedCheckpoint checkpoint = new SignedCheckpoint(SignedNote.parse(note), List.of());
        checkpoint.checkpoint();
        return checkpoint;
    }

    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }
}
