package io.reprise.audit;

import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.CosignatureKey;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.evidence.EvidenceCheck;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Checks the log from the first event to the last: hash chain, signed checkpoints, and those an auditor kept. */
@CommandLine.Command(name = "verify", description = "Checks that nothing in the log was changed.")
final class VerifyCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Option(
            names = "--checkpoint",
            description = "A checkpoint that was kept elsewhere, or a folder of them; may be given again.")
    private List<Path> kept = List.of();

    @CommandLine.Option(names = "--verifiers", description = "The auditor's own copy of log-verifiers.txt.")
    private Path verifiers;

    @CommandLine.Option(names = "--evidence", description = "Checks each piece of evidence that an event names, too.")
    private boolean evidence;

    @CommandLine.Option(names = "--witness", description = "Key of a witness; each --checkpoint has to bear its word.")
    private Path witness;

    private static boolean isEvidenceWhole(Installation installation) {
        EvidenceCheck.Result result = EvidenceCheck.check(installation.log(), installation.evidence());
        result.findings()
                .forEach(found -> System.out.printf(
                        "DAMAGED evidence %s of the event at position %d: it %s%n",
                        found.sha256(), found.position(), found.what()));
        System.out.printf(
                "evidence: %,d pieces, %d of them damaged%n",
                result.pieces(), result.findings().size());
        return result.findings().isEmpty();
    }

    @Override
    public Integer call() throws IOException {
        try (Installation installation = audit.place().open()) {
            List<SignedCheckpoint> elsewhere = elsewhere();
            for (SignedCheckpoint one : elsewhere) {
                if (witness != null && seen(one).isEmpty()) {
                    System.out.printf(
                            "UNSEEN checkpoint of %d events: the witness did not cosign it%n",
                            one.checkpoint().size());
                    return CommandLine.ExitCode.SOFTWARE;
                }
            }
            List<SignedCheckpoint> signed =
                    new ArrayList<>(installation.checkpoints().all());
            signed.addAll(elsewhere);
            List<Checkpoint> checkpoints =
                    signed.stream().map(SignedCheckpoint::checkpoint).toList();
            if (!signed.isEmpty() && !areSigned(signed, audit.place().trusted(verifiers))) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (evidence && !isEvidenceWhole(installation)) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            return switch (ChainVerifier.verify(installation.log(), checkpoints)) {
                case ChainVerifier.Verdict.Intact intact -> {
                    System.out.printf(
                            "the log holds: %d events in %d batches, %d checkpoints, head %s%n",
                            intact.events(), intact.batches(), checkpoints.size(), intact.headHash());
                    report(elsewhere);
                    yield CommandLine.ExitCode.OK;
                }
                case ChainVerifier.Verdict.CalledOff off ->
                    throw new IllegalStateException("nobody calls off what runs here");
                case ChainVerifier.Verdict.Damaged damaged -> {
                    System.out.printf("DAMAGED at position %d: %s%n", damaged.position(), damaged.what());
                    yield CommandLine.ExitCode.SOFTWARE;
                }
            };
        }
    }

    /** What was kept elsewhere, the smallest first. */
    private List<SignedCheckpoint> elsewhere() throws IOException {
        List<SignedCheckpoint> found = new ArrayList<>();
        for (Path path : kept) {
            if (Files.isDirectory(path)) {
                List<SignedCheckpoint> all = new FolderCheckpoints(path).all();
                if (all.isEmpty()) {
                    throw new IllegalArgumentException(
                            "--checkpoint " + path + ": there is no checkpoint in this folder; name another");
                }
                found.addAll(all);
            } else {
                found.add(SignedCheckpoint.parse(Files.readString(path)));
            }
        }
        found.sort(Comparator.comparingLong(one -> one.checkpoint().size()));
        return found;
    }

    private void report(List<SignedCheckpoint> elsewhere) throws IOException {
        if (elsewhere.isEmpty()) {
            return;
        }
        SignedCheckpoint last = elsewhere.getLast();
        System.out.printf(
                "it grew out of what was kept elsewhere: checkpoints: %d, the last of %d events%s%n",
                elsewhere.size(),
                last.checkpoint().size(),
                witness == null
                        ? ""
                        : ", seen by the witness at "
                                + seen(last).map(Instant::ofEpochSecond).orElseThrow());
    }

    /** When the witness saw it, in seconds since 1970. */
    private Optional<Long> seen(SignedCheckpoint signed) throws IOException {
        return CosignatureKey.verifier(Files.readString(witness).strip()).seen(signed.note());
    }

    private static boolean areSigned(List<SignedCheckpoint> checkpoints, List<NoteVerifier> trusted) {
        boolean all = true;
        String origin = checkpoints.getFirst().checkpoint().origin();
        for (SignedCheckpoint signed : checkpoints) {
            Checkpoint checkpoint = signed.checkpoint();
            if (!LogKeys.accept(trusted, signed.note())) {
                System.out.printf("FORGED checkpoint of %d events: no trusted key signed it%n", checkpoint.size());
                all = false;
            } else if (!checkpoint.origin().equals(origin)) {
                System.out.printf(
                        "FOREIGN checkpoint of %d events: it is of '%s', not '%s'%n",
                        checkpoint.size(), checkpoint.origin(), origin);
                all = false;
            }
        }
        return all;
    }
}
