package io.reprise.projections.transparency;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.MerkleRange;
import io.reprise.domain.model.proof.NoteSigner;
import io.reprise.domain.model.proof.SignedNote;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grows the Merkle tree with the log and signs it now and then. It only ever signs a tree that grew out of the one it
 * signed before, so a history that is rewritten below it can be noticed by whoever kept a checkpoint.
 */
public final class Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final int BATCHES_AT_ONCE = 256;

    private final EventLog log;
    private final CheckpointStore store;
    private final NoteSigner signer;
    private final String origin;
    private final MerkleRange tree;
    private long signedSize = -1;

    /**
     * Goes on where the last checkpoint left off.
     *
     * @throws IllegalStateException if the log is shorter than what was signed: it was cut, or rolled back
     */
    public Checkpointer(EventLog log, CheckpointStore store, NoteSigner signer) {
        this.log = log;
        this.store = store;
        this.signer = signer;
        Optional<SignedCheckpoint> latest = store.latest();
        this.origin = latest.map(signed -> signed.checkpoint().origin()).orElse(signer.name());
        this.tree = latest.map(Checkpointer::tree).orElseGet(MerkleRange::new);
        latest.ifPresent(signed -> requireLog(signed.checkpoint()));
    }

    private void requireLog(Checkpoint signed) {
        if (signed.size() > log.head()) {
            throw new IllegalStateException("a checkpoint of " + signed.size() + " events was signed, but the log has "
                    + log.head() + ": it was cut or rolled back; restore it, and verify it");
        }
        signedSize = tree.size() == signed.size() ? signed.size() : -1;
    }

    private static MerkleRange tree(SignedCheckpoint signed) {
        try {
            MerkleRange saved = MerkleRange.of(signed.checkpoint().size(), signed.subtrees());
            if (Arrays.equals(saved.root(), signed.checkpoint().root())) {
                return saved;
            }
        } catch (IllegalArgumentException e) {
            LOG.info("the saved subtrees are not those of the last checkpoint: {}", e.getMessage());
        }
        LOG.info("the tree over the log is computed again from its beginning");
        return new MerkleRange();
    }

    /** Takes in what is new in the log, and signs it. @return the new checkpoint, or empty if nothing is new */
    public synchronized Optional<SignedCheckpoint> advance() {
        List<LoggedBatch> batches = log.batches(tree.size(), BATCHES_AT_ONCE);
        while (!batches.isEmpty()) {
            for (LoggedBatch batch : batches) {
                if (batch.firstPosition() != tree.size()) {
                    throw new IllegalStateException(
                            "position " + tree.size() + " is missing in the log: nothing is signed, verify it");
                }
                batch.leafHashes().forEach(tree::add);
            }
            batches = log.batches(tree.size(), BATCHES_AT_ONCE);
        }
        if (tree.size() == signedSize) {
            return Optional.empty();
        }
        Checkpoint checkpoint = new Checkpoint(origin, tree.size(), tree.root());
        SignedCheckpoint signed = new SignedCheckpoint(signer.sign(SignedNote.of(checkpoint.text())), tree.subtrees());
        store.put(signed);
        signedSize = tree.size();
        return Optional.of(signed);
    }
}
