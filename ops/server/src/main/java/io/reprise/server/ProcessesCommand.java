package io.reprise.server;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.bpmn.ProcessFiles;
import io.reprise.workflows.MigrationReport;
import io.reprise.workflows.ProcessMigration;
import io.reprise.workflows.ProcessPicture;
import io.reprise.workflows.ProcessReconciler;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What an operator does with processes while the server is stopped: rebuild them from the log, bring them to new diagrams. */
@Command(name = "processes", description = "Rebuilds processes from the log, and brings them to new diagrams.")
final class ProcessesCommand {

    private final Map<String, Object> settings;
    private final PrintStream out;

    private ProcessesCommand(Map<String, Object> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] args) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.exit(in(Map.of(), System.out).execute(args));
    }

    /** The command line. @param settings over those of the environment */
    static CommandLine in(Map<String, Object> settings, PrintStream out) {
        return new CommandLine(new ProcessesCommand(settings, out)).setExecutionExceptionHandler((e, line, parsed) -> {
            System.err.println(parsed.commandSpec().name() + ": " + reason(e));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Spring wraps what a bean threw; the operator is told what it said. */
    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }

    @Command(
            name = "rebuild-processes",
            description =
                    "Drops the workflow engine's database and puts every open campaign and promotion where its events are.")
    int rebuild() {
        Map<String, Object> with = new TreeMap<>(settings);
        with.put("camunda.bpm.database.schema-update", "drop-create");
        with.put(EngineDatabase.DROPPED, "true");
        with.put("camunda.bpm.job-execution.enabled", "false");
        try (ConfigurableApplicationContext context = ProcessesAlone.open(with)) {
            int open = context.getBean(ProcessReconciler.class)
                    .open((number, of, campaign) -> out.println(number + "/" + of + " " + campaign));
            tell(context.getBean(ProcessEngine.class));
            out.println("rebuilt: " + open + " campaigns under way. Start the server: it carries out what is due.");
        }
        return 0;
    }

    private void tell(ProcessEngine engine) {
        engine.getRuntimeService().createProcessInstanceQuery().list().stream()
                .sorted(Comparator.comparing(ProcessInstance::getBusinessKey))
                .forEach(process -> out.println(
                        "  " + process.getBusinessKey() + " " + ProcessPicture.of(engine, process.getId())));
    }

    @Command(
            name = "migrate-processes",
            description =
                    "Brings running processes to today's diagrams, once a rehearsal on everything recorded went well.")
    int migrate(@Option(names = "--rehearse", description = "Only rehearse; nothing is changed.") boolean isRehearsal)
            throws IOException {
        Map<String, Object> with = new TreeMap<>(settings);
        with.put("camunda.bpm.job-execution.enabled", "false");
        with.put("camunda.bpm.auto-deployment-enabled", "false");
        try (ConfigurableApplicationContext context = ProcessesAlone.open(with)) {
            MigrationReport rehearsal = context.getBean(ProcessMigration.class).rehearse(diagrams());
            tell("rehearsed", rehearsal);
            if (isRehearsal || !rehearsal.isClean()) {
                return rehearsal.isClean() ? 0 : 1;
            }
        }
        with.remove("camunda.bpm.auto-deployment-enabled");
        try (ConfigurableApplicationContext context = ProcessesAlone.open(with)) {
            MigrationReport done = context.getBean(ProcessMigration.class).carryOut();
            tell("moved", done);
            return done.isClean() ? 0 : 1;
        }
    }

    private void tell(String what, MigrationReport report) {
        report.failures().forEach(failure -> out.println("  FAILS " + failure));
        out.println(
                what + ": " + report.looked() + " looked at, " + report.migrated() + " as they are, " + report.rebuilt()
                        + " started again from the log, " + report.failures().size() + " fail");
    }

    private static Map<String, byte[]> diagrams() throws IOException {
        Map<String, byte[]> files = ProcessFiles.all();
        return Map.of(
                CampaignLifecycleProcess.ID, files.get(CampaignLifecycleProcess.ID + ".bpmn"),
                ModelPromotionProcess.ID, files.get(ModelPromotionProcess.ID + ".bpmn"));
    }
}
