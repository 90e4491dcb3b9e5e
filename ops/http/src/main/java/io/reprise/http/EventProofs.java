package io.reprise.http;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.GrowthText;
import io.reprise.projections.transparency.LogProofs;
import io.reprise.projections.transparency.ProofText;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** That an event is in the log, shown against the newest signed checkpoint; and that the log only grew. */
public final class EventProofs {

    private final EventLog log;
    private final CheckpointStore checkpoints;
    private final LogProofs proofs;

    public EventProofs(EventLog log, CheckpointStore checkpoints) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.proofs = new LogProofs(log);
    }

    /**
     * @param event as it is stored now
     * @param leafHash lower case hexadecimal
     * @param holds whether the event that is stored now is the one the checkpoint was signed over
     */
    public record Proof(StoredEvent event, ProofText text, String leafHash, boolean holds) {}

    /** @param holds whether the smaller checkpoint that is kept here shows the same; empty where none of that size is */
    public record Growth(GrowthText text, Optional<Boolean> holds) {}

    /** Empty where no checkpoint has been signed that has the event in it. */
    public Optional<Proof> of(long position) {
        Optional<SignedCheckpoint> latest = checkpoints.latest();
        List<StoredEvent> stored = log.read(position, 1);
        if (latest.isEmpty()
                || stored.isEmpty()
                || position >= latest.get().checkpoint().size()) {
            return Optional.empty();
        }
        long size = latest.get().checkpoint().size();
        ProofText text = new ProofText(
                position, proofs.inclusion(List.of(position), size).getFirst().path(), latest.get());
        byte[] leaf = LoggedBatch.leafHash(position, stored.getFirst().event());
        return Optional.of(new Proof(stored.getFirst(), text, HexFormat.of().formatHex(leaf), text.shows(leaf)));
    }

    /**
     * That the log of a checkpoint grew out of the one of fewer events.
     *
     * @param since 1 to the checkpoint's size
     */
    public Growth since(long since, SignedCheckpoint checkpoint) {
        GrowthText text =
                new GrowthText(proofs.consistency(since, checkpoint.checkpoint().size()), checkpoint);
        return new Growth(
                text, checkpoints.find(since).map(SignedCheckpoint::checkpoint).map(text::shows));
    }
}
