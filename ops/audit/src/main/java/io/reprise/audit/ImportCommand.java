package io.reprise.audit;

import io.reprise.projections.archive.LogImport;
import io.reprise.projections.eventstore.ChainVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Restores an archive of a whole log into an empty installation, to the same hashes. */
@CommandLine.Command(name = "import", description = "Restores an exported log into an empty installation.")
final class ImportCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The archive.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        try (BufferedReader archive = ArchiveFile.read(file);
                Installation installation = audit.place().openOrMake()) {
            long events = new LogImport(installation.stores(), ArchiveFile.progress("restored")).restore(archive);
            ChainVerifier.Verdict verdict = ChainVerifier.verify(installation.log());
            return switch (verdict) {
                case ChainVerifier.Verdict.Intact intact -> {
                    System.out.printf(
                            "%,d events restored; the log holds: %,d batches, head %s%n",
                            events, intact.batches(), intact.headHash());
                    yield CommandLine.ExitCode.OK;
                }
                case ChainVerifier.Verdict.CalledOff off ->
                    throw new IllegalStateException("nobody calls off what runs here");
                case ChainVerifier.Verdict.Damaged damaged -> {
                    System.err.printf(
                            "audit: %,d events restored, but at position %,d %s%n",
                            events, damaged.position(), damaged.what());
                    yield CommandLine.ExitCode.SOFTWARE;
                }
            };
        }
    }
}
