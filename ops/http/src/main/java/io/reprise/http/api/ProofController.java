package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.EventProofs;
import io.reprise.http.EventProofs.Growth;
import io.reprise.http.EventProofs.Proof;
import io.reprise.projections.archive.EventLine;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.SignedCheckpoint;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a third party is given to see by itself that an event is in the log, and that the log only grew. */
@RestController
@RequestMapping("/api/v1")
class ProofController {

    private static final Listing<SignedCheckpoint> CHECKPOINTS =
            new Listing<>(signed -> Long.toString(signed.checkpoint().size()));

    private final EventProofs proofs;
    private final CheckpointStore checkpoints;
    private final EventLog log;
    private final DecisionLog decisions;

    ProofController(EventProofs proofs, CheckpointStore checkpoints, EventLog log, DecisionLog decisions) {
        this.proofs = proofs;
        this.checkpoints = checkpoints;
        this.log = log;
        this.decisions = decisions;
    }

    /**
     * @param leafHash of the event, lower case hexadecimal
     * @param path hashes from the leaf's neighbour up, Base64
     * @param checkpoint the signed note that the path leads to
     * @param proof path and checkpoint as one text: c2sp.org/tlog-proof
     * @param holds whether the event that is stored now is the one the checkpoint was signed over
     */
    record EventProof(
            EventLine event, String leafHash, List<String> path, String checkpoint, String proof, boolean holds) {

        private static EventProof of(Proof proof) {
            return new EventProof(
                    EventLine.of(proof.event()),
                    proof.leafHash(),
                    base64(proof.text().path()),
                    proof.text().checkpoint().note().toString(),
                    proof.text().toString(),
                    proof.holds());
        }
    }

    /**
     * @param size events it speaks of
     * @param root of the Merkle tree over them, Base64
     * @param checkpoint the signed note
     */
    record CheckpointLine(long size, String root, String checkpoint) {

        private static CheckpointLine of(SignedCheckpoint signed) {
            return new CheckpointLine(
                    signed.checkpoint().size(),
                    Base64.getEncoder().encodeToString(signed.checkpoint().root()),
                    signed.note().toString());
        }
    }

    /**
     * @param path hashes of a consistency proof from {@code since} events to {@code size}, Base64
     * @param checkpoint the signed note of {@code size} events
     * @param proof a hash of the path a line, an empty line, the checkpoint
     * @param holds whether it leads from the checkpoint of {@code since} events that is kept here; left out where none is
     */
    record GrowthProof(
            long since, long size, List<String> path, String checkpoint, String proof, Optional<Boolean> holds) {

        private static GrowthProof of(Growth growth) {
            return new GrowthProof(
                    growth.text().proof().firstSize(),
                    growth.text().proof().secondSize(),
                    base64(growth.text().proof().path()),
                    growth.text().checkpoint().note().toString(),
                    growth.text().toString(),
                    growth.holds());
        }
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /** @param position of the log, from 0 */
    @Operation(
            operationId = "proveEvent",
            summary = "An event with the proof that it is in the log, against the latest signed checkpoint")
    @GetMapping("/events/{position}/proof")
    EventProof event(@PathVariable long position) {
        InvalidValue.unless(position >= 0, "position", "must not be negative");
        long events = log.head();
        if (position >= events) {
            throw new CommandDesk.Refused(new ApiRefusal.UnknownEvent(position, events));
        }
        return proof(position);
    }

    @Operation(
            operationId = "proveDecision",
            summary =
                    "The event of a decision with the proof that it is in the log, against the latest signed checkpoint")
    @GetMapping("/campaigns/{id}/decisions/{decision}/proof")
    EventProof decision(@PathVariable CampaignId id, @PathVariable DecisionId decision) {
        return decisions
                .find(decision)
                .filter(found -> found.decision().campaign().equals(id))
                .map(DecisionEntry::position)
                .map(this::proof)
                .orElseThrow(() -> new CommandDesk.Refused(new CampaignRefusal.UnknownDecision(decision)));
    }

    private EventProof proof(long position) {
        return proofs.of(position)
                .map(EventProof::of)
                .orElseThrow(() -> new CommandDesk.Refused(new ApiRefusal.NotSigned(
                        "The event at position " + position + " cannot be proved",
                        "no checkpoint has been signed since it was recorded")));
    }

    @Operation(operationId = "listCheckpoints", summary = "Signed checkpoints of the log, the latest first")
    @GetMapping("/checkpoints")
    @Paged
    ResponseEntity<List<CheckpointLine>> checkpoints(HttpServletRequest request) {
        return CHECKPOINTS.page(
                request, (after, most) -> checkpoints.before(LogInController.number(after), most), CheckpointLine::of);
    }

    /**
     * @param size of a checkpoint that the list has
     * @param since of an earlier one, which may be kept elsewhere
     */
    @Operation(
            operationId = "proveGrowth",
            summary = "That the log of a checkpoint grew out of the one of fewer events: nothing before was changed")
    @GetMapping("/checkpoints/{size}/growth")
    GrowthProof growth(@PathVariable long size, @RequestParam long since) {
        SignedCheckpoint checkpoint = checkpoints
                .find(size)
                .orElseThrow(() -> new CommandDesk.Refused(new ApiRefusal.UnknownCheckpoint(size)));
        InvalidValue.unless(since >= 1 && since <= size, "since", () -> "must be 1 to " + size + ", but was " + since);
        return GrowthProof.of(proofs.since(since, checkpoint));
    }
}
