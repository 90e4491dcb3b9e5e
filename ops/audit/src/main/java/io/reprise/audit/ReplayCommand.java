package io.reprise.audit;

import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.replay.ModelReplay;
import io.reprise.domain.model.replay.PolicyReplay;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Takes decisions again: by their policies from recorded evidence, and by their models from recorded features. */
@CommandLine.Command(name = "replay", description = "Takes every decision of a campaign, or of all, again.")
final class ReplayCommand implements Callable<Integer> {

    /** Nobody waits for a sale to start. */
    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(5);

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", arity = "0..1", description = "A campaign.")
    private String campaign;

    @CommandLine.Option(names = "--all", description = "All campaigns.")
    private boolean all;

    private int decisions;
    private int decisionsEqual;
    private int calls;
    private int callsEqual;
    private int callsHeld;

    @Override
    public Integer call() {
        if (all == (campaign != null)) {
            System.err.println("audit replay: name one campaign, or --all");
            return CommandLine.ExitCode.USAGE;
        }
        try (Installation installation = audit.place().open();
                ModelShelf shelf = new ModelShelf(installation.home())) {
            LogCampaigns campaigns = new LogCampaigns(installation.log());
            List<CampaignId> which = all ? campaigns.all() : List.of(new CampaignId(campaign));
            Set<ModelCall> models = new LinkedHashSet<>();
            PolicyReplay policies = new PolicyReplay(installation.evidence());
            for (CampaignId id : which) {
                List<CampaignEvent> history = campaigns.history(id);
                if (history.isEmpty()) {
                    System.err.println("audit replay: there is no campaign '" + id + "'");
                    return CommandLine.ExitCode.USAGE;
                }
                history.forEach(event -> replay(event, policies, models));
            }
            ModelReplay replay =
                    new ModelReplay(installation.evidence(), new OrToolsPlanSolver(SOLVER_PATIENCE).besides(shelf));
            models.forEach(call -> replay(call, replay));
        }
        System.out.printf("policy replay: %d decisions, %d equal to the bit%n", decisions, decisionsEqual);
        System.out.printf("model replay:  %d calls, %d equal to the bit, %d hold%n", calls, callsEqual, callsHeld);
        return decisions == decisionsEqual && calls == callsHeld
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private void replay(CampaignEvent event, PolicyReplay policies, Set<ModelCall> models) {
        if (event instanceof ForecastRecorded recorded) {
            models.add(recorded.forecast().call());
        } else if (event instanceof DecisionTaken taken) {
            DecisionRecord decision = taken.decision();
            decision.evidence().forEach(source -> models.add(source.call()));
            decisions++;
            Optional<String> difference = policies.differs(decision);
            decisionsEqual += difference.isEmpty() ? 1 : 0;
            difference.ifPresent(what -> System.out.printf(
                    "DIFFERS %s %s of %s: %s%n", decision.kind(), decision.id(), decision.campaign(), what));
        }
    }

    private void replay(ModelCall call, ModelReplay replay) {
        calls++;
        ModelReplay.Result result = replay.replay(call);
        callsEqual += result.equalToTheBit() ? 1 : 0;
        callsHeld += result.holds() ? 1 : 0;
        if (!result.equalToTheBit()) {
            System.out.printf(
                    "%s %s %s: %s%n",
                    result.holds() ? "DRIFTS " : "DIFFERS", call.model(), call.version(), result.remark());
        }
    }
}
