package io.reprise.projections.transparency;

import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.proof.CosignatureKey;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.domain.model.proof.SignedNote;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says of a log's checkpoints that it saw them, and never of two that do not belong to one history: so whoever has the log and its
 * key still cannot show different people different pasts. Keeps the last one it saw, where the log's operator cannot reach it.
 *
 * @see <a href="https://c2sp.org/tlog-witness">c2sp.org/tlog-witness</a>
 */
public final class Witness {

    private static final int PROOF_LINES_MAX = 63;

    /** An answer in HTTP's terms. @param body the cosignature's line, or the size that is known, or empty */
    public record Answer(int status, String body) {}

    private final List<NoteVerifier> logKeys;
    private final CosignatureKey key;
    private final CheckpointStore kept;
    private final LongSupplier clockSeconds;

    /**
     * @param logKeys of the one log it watches
     * @param kept where it keeps what it saw
     */
    public Witness(List<NoteVerifier> logKeys, CosignatureKey key, CheckpointStore kept, LongSupplier clockSeconds) {
        this.logKeys = logKeys;
        this.key = key;
        this.kept = kept;
        this.clockSeconds = clockSeconds;
    }

    /**
     * Answers {@code add-checkpoint}: {@code old SIZE}, a Base64 hash of the consistency proof a line, an empty line, the checkpoint.
     *
     * @return 200 with the cosignature; 409 with the size it knows where {@code old} is another or the history is another at the same
     *     size; 422 where the proof does not hold; 403 where no key of the log signed; 404 for another log; 400
     */
    public synchronized Answer add(String request) {
        int end = request.indexOf("\n\n");
        String[] lines = end < 0 ? new String[0] : request.substring(0, end).split("\n");
        if (lines.length == 0 || lines.length > PROOF_LINES_MAX + 1 || !lines[0].matches("old (0|[1-9][0-9]{0,17})")) {
            return new Answer(400, "it takes 'old SIZE', a consistency proof, an empty line and a checkpoint\n");
        }
        try {
            long old = Long.parseLong(lines[0].substring("old ".length()));
            List<byte[]> proof = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                proof.add(Base64.getDecoder().decode(lines[i]));
            }
            return add(old, proof, SignedCheckpoint.parse(request.substring(end + 2)));
        } catch (IllegalArgumentException e) {
            return new Answer(400, e.getMessage() + "\n");
        }
    }

    private Answer add(long old, List<byte[]> proof, SignedCheckpoint signed) {
        Checkpoint told = signed.checkpoint();
        if (logKeys.stream().noneMatch(known -> known.name().equals(told.origin()))) {
            return new Answer(404, "");
        }
        if (!LogKeys.accept(logKeys, signed.note())) {
            return new Answer(403, "");
        }
        Optional<Checkpoint> before = kept.latest().map(SignedCheckpoint::checkpoint);
        long known = before.map(Checkpoint::size).orElse(0L);
        if (old > told.size()) {
            return new Answer(400, "old is larger than the checkpoint\n");
        }
        if (old != known) {
            return new Answer(409, known + "\n");
        }
        if (before.isPresent() && known == told.size() && !before.get().equals(told)) {
            return new Answer(409, known + "\n");
        }
        if (before.isPresent()
                && !new ConsistencyProof(known, told.size(), proof)
                        .shows(before.get().root(), told.root())) {
            return new Answer(422, "");
        }
        SignedNote cosigned = key.cosign(signed.note(), clockSeconds.getAsLong());
        kept.put(new SignedCheckpoint(cosigned, List.of()));
        String note = cosigned.toString();
        return new Answer(200, note.substring(note.lastIndexOf("\u2014 ")));
    }

    /** The last checkpoint it saw, with the log's signature and its own; empty before the first. */
    public synchronized Optional<SignedCheckpoint> latest() {
        return kept.latest();
    }
}
