package io.reprise.audit;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.replay.Difference;
import io.reprise.domain.model.replay.ReplayProgress;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.replay.ReplayRun;
import io.reprise.domain.model.replay.ReplayScope;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Takes decisions again: by their policies from recorded evidence, and by their models from recorded features. */
@CommandLine.Command(name = "replay", description = "Takes a decision, every decision of a campaign, or all, again.")
final class ReplayCommand implements Callable<Integer> {

    /** Nobody waits for a sale to start. */
    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(5);

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", arity = "0..1", description = "A campaign.")
    private String campaign;

    @CommandLine.Option(names = "--all", description = "All campaigns.")
    private boolean all;

    @CommandLine.Option(names = "--decision", description = "Only this decision of the campaign, by its id.")
    private String decision;

    @CommandLine.Option(names = "--policies-only", description = "Does not ask the models again.")
    private boolean policiesOnly;

    @CommandLine.Option(names = "--threads", description = "Decisions taken at once; as many as there are cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @CommandLine.Option(names = "--report", description = "Writes the whole report there, as JSON.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (all == (campaign != null) || all && decision != null || threads < 1) {
            System.err.println(
                    "audit replay: name one campaign, with --decision if it is about one, or --all; --threads is at least 1");
            return CommandLine.ExitCode.USAGE;
        }
        ReplayScope scope = new ReplayScope(
                Optional.ofNullable(campaign).map(CampaignId::new),
                Optional.ofNullable(decision).map(DecisionId::new),
                !policiesOnly);
        ReplayReport report = replayed(scope);
        report.decisionFindings().forEach(ReplayCommand::print);
        report.callFindings().forEach(ReplayCommand::print);
        System.out.printf(
                "policy replay: %d decisions, %d equal to the bit%n", report.decisions(), report.decisionsEqual());
        if (!policiesOnly) {
            System.out.printf(
                    "model replay:  %d calls, %d equal to the bit, %d hold%n",
                    report.calls(), report.callsEqual(), report.callsHeld());
        }
        if (file != null) {
            EventJson.mapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
        }
        return report.holds() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private ReplayReport replayed(ReplayScope scope) {
        ReplayProgress progress = new ReplayProgress();
        try (Installation installation = audit.place().open();
                ModelShelf shelf = new ModelShelf(installation.home());
                ScheduledExecutorService telling = new ScheduledThreadPoolExecutor(1)) {
            telling.scheduleAtFixedRate(() -> tell(progress.now()), 10, 10, TimeUnit.SECONDS);
            try {
                return new ReplayRun(
                                new LogCampaigns(installation.log()),
                                installation.evidence(),
                                new OrToolsPlanSolver(SOLVER_PATIENCE).besides(shelf),
                                progress)
                        .run(scope, threads);
            } finally {
                telling.shutdownNow();
            }
        }
    }

    private static void tell(ReplayProgress.Now now) {
        System.err.printf(
                "  %,d of %,d campaigns, %,d decisions; %,d of %,d model calls%n",
                now.campaigns(), now.campaignsTotal(), now.decisions(), now.calls(), now.callsTotal());
    }

    private static void print(ReplayReport.DecisionFinding found) {
        System.out.printf(
                "DIFFERS %s %s of %s by %s%n", found.kind(), found.decision(), found.campaign(), found.policy());
        for (Difference difference : found.differences()) {
            System.out.printf(
                    "    %s was %s, taken again it is %s%n",
                    difference.path(), difference.recorded(), difference.again());
        }
    }

    private static void print(ReplayReport.CallFinding found) {
        System.out.printf(
                "%s %s %s: %s%n",
                found.holds() ? "DRIFTS " : "DIFFERS", found.model(), found.version(), found.remark());
    }
}
