package io.reprise.audit;

import picocli.CommandLine;

/** The auditor's command line. It needs the event log, the evidence and the artifacts alone; exit code 0 says all holds. */
@CommandLine.Command(
        name = "audit",
        description = "Takes decisions again, verifies and proves the log, shows a campaign as it was.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReplayCommand.class,
            VerifyCommand.class,
            ShowCommand.class,
            SignCommand.class,
            ProveCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            CheckCommand.class
        })
public final class AuditCommand {

    public static void main(String[] args) {
        System.exit(new CommandLine(new AuditCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    System.err.println("audit: " + e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }
}
