package io.reprise.audit;

import io.reprise.projections.archive.ArchiveCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Checks an exported campaign without the log it came from. */
@CommandLine.Command(name = "check", description = "Checks an exported campaign offline, by its proofs.")
final class CheckCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The archive of a campaign.")
    private Path file;

    @CommandLine.Option(names = "--verifiers", description = "The auditor's own copy of log-verifiers.txt.")
    private Path verifiers;

    @Override
    public Integer call() throws IOException {
        try (BufferedReader archive = ArchiveFile.read(file)) {
            long events = ArchiveCheck.check(archive, audit.place().trusted(verifiers));
            System.out.printf("%,d events are what was in the log when its checkpoint was signed%n", events);
            return CommandLine.ExitCode.OK;
        }
    }
}
