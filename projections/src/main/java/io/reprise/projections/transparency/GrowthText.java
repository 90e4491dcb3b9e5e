package io.reprise.projections.transparency;

import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.ConsistencyProof;
import java.util.Base64;

/**
 * A consistency proof with the checkpoint it leads to: a Base64 hash a line, an empty line, the signed note.
 *
 * @param checkpoint of the larger tree
 */
public record GrowthText(ConsistencyProof proof, SignedCheckpoint checkpoint) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        proof.path().forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash))
                .append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /** Whether the log grew out of the smaller one. The signature is not looked at. */
    public boolean shows(Checkpoint smaller) {
        return proof.shows(smaller.root(), checkpoint.checkpoint().root());
    }
}
