package io.reprise.audit;

import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Signs the log as it is, as the server does while it runs, and prints the checkpoint for whoever wants to keep it. */
@CommandLine.Command(name = "sign", description = "Signs the log as it is now, and prints the latest checkpoint.")
final class SignCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Option(
            names = "--rotate-key",
            description = "Makes a new signing key first; the old one still verifies.")
    private boolean rotate;

    @Override
    public Integer call() {
        try (Installation installation = audit.place().open()) {
            if (rotate) {
                System.err.println("the new verifier key, to be given to the auditors: "
                        + installation.keys().rotate());
            }
            new Checkpointer(
                            installation.log(),
                            installation.checkpoints(),
                            installation.keys().signer())
                    .advance();
            installation.checkpoints().latest().map(SignedCheckpoint::note).ifPresent(System.out::print);
            return CommandLine.ExitCode.OK;
        }
    }
}
