package io.reprise.audit;

import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.projections.transparency.GrowthText;
import io.reprise.projections.transparency.LogProofs;
import io.reprise.projections.transparency.ProofText;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Proves to somebody who has not the log that an event is in it, or that it grew out of a checkpoint they kept. */
@CommandLine.Command(name = "prove", description = "Proves that an event is in the log, or that the log only grew.")
final class ProveCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.ArgGroup(multiplicity = "1")
    private What what;

    private static final class What {
        @CommandLine.Parameters(index = "0", description = "Position of an event: prints its c2sp.org/tlog-proof.")
        private Long position;

        @CommandLine.Option(names = "--since", description = "A checkpoint that was kept: prints a consistency proof.")
        private Path checkpoint;
    }

    @Override
    public Integer call() throws IOException {
        try (Installation installation = audit.place().open()) {
            SignedCheckpoint latest = installation
                    .checkpoints()
                    .latest()
                    .orElseThrow(() -> new IllegalStateException("the log has no checkpoint yet: use 'audit sign'"));
            LogProofs proofs = new LogProofs(installation.log());
            return what.checkpoint == null
                    ? inclusion(what.position, latest, proofs)
                    : consistency(
                            SignedCheckpoint.parse(Files.readString(what.checkpoint))
                                    .checkpoint(),
                            latest,
                            proofs);
        }
    }

    private static int inclusion(long position, SignedCheckpoint latest, LogProofs proofs) {
        long size = latest.checkpoint().size();
        if (position < 0 || position >= size) {
            throw new IllegalArgumentException(
                    "the latest checkpoint has " + size + " events, so there is no proof for position " + position);
        }
        System.out.print(new ProofText(
                position, proofs.inclusion(List.of(position), size).getFirst().path(), latest));
        return CommandLine.ExitCode.OK;
    }

    private static int consistency(Checkpoint kept, SignedCheckpoint latest, LogProofs proofs) {
        GrowthText proof = new GrowthText(
                proofs.consistency(kept.size(), latest.checkpoint().size()), latest);
        System.out.print(proof);
        if (!proof.shows(kept)) {
            System.err.println("audit prove: the log did NOT grow out of that checkpoint");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }
}
