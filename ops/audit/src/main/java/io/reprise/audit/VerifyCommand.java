package io.reprise.audit;

import io.reprise.projections.eventstore.ChainVerifier;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Checks the hash chain from the first event to the last. */
@CommandLine.Command(name = "verify", description = "Checks that nothing in the log was changed.")
final class VerifyCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        try (Installation installation = Installation.open()) {
            return switch (ChainVerifier.verify(installation.log())) {
                case ChainVerifier.Verdict.Intact intact -> {
                    System.out.printf(
                            "the log holds: %d events in %d batches, head %s%n",
                            intact.events(), intact.batches(), intact.headHash());
                    yield CommandLine.ExitCode.OK;
                }
                case ChainVerifier.Verdict.Damaged damaged -> {
                    System.out.printf("DAMAGED at position %d: %s%n", damaged.position(), damaged.what());
                    yield CommandLine.ExitCode.SOFTWARE;
                }
            };
        }
    }
}
