package io.reprise.audit;

import java.util.Map;
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
            CheckCommand.class,
            RecordCommand.class,
            CounterfactualCommand.class,
            PackCommand.class,
            WitnessCommand.class,
            TransparencyCommand.class,
            PersonCommand.class,
            PeopleKeyCommand.class,
            BackupCommand.class
        })
public final class AuditCommand {

    private final Map<String, String> environment;

    private AuditCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(in(System.getenv()).execute(args));
    }

    /** The command line as it is where these variables are set. */
    static CommandLine in(Map<String, String> environment) {
        return new CommandLine(new AuditCommand(environment)).setExecutionExceptionHandler((e, line, parsed) -> {
            System.err.println("audit: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** The installation that the environment names; not opened yet. */
    Installation.Place place() {
        return new Installation.Place(environment);
    }
}
