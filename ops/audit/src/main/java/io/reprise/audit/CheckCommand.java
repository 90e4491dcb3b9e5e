package io.reprise.audit;

import io.reprise.projections.archive.ArchiveCheck;
import io.reprise.projections.pack.PackCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Checks an evidence pack, or an exported campaign, without the log it came from. */
@CommandLine.Command(
        name = "check",
        description = "Checks an evidence pack, or an exported campaign, offline, by its proofs.")
final class CheckCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "An evidence pack, or the archive of a campaign.")
    private Path file;

    @CommandLine.Option(names = "--verifiers", description = "The auditor's own copy of log-verifiers.txt.")
    private Path verifiers;

    private boolean isZip() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        }
    }

    @Override
    public Integer call() throws IOException {
        if (isZip()) {
            PackCheck.Checked pack = PackCheck.check(file, audit.place().trusted(verifiers));
            System.out.printf(
                    "all of it holds: campaign %s, %,d events, %,d decisions, %,d pieces of evidence, %,d checkpoints, in a log of %,d events%n",
                    pack.campaign(),
                    pack.events(),
                    pack.decisions(),
                    pack.evidence(),
                    pack.checkpoints(),
                    pack.checkpoint());
            return CommandLine.ExitCode.OK;
        }
        try (BufferedReader archive = ArchiveFile.read(file)) {
            long events = ArchiveCheck.check(archive, audit.place().trusted(verifiers));
            System.out.printf("%,d events are what was in the log when its checkpoint was signed%n", events);
            return CommandLine.ExitCode.OK;
        }
    }
}
