package io.reprise.audit;

import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.RecordedDecisions;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Keeps some decisions of a policy as a history that later versions of Reprise have to take again. */
@CommandLine.Command(name = "record", description = "Writes decisions of a policy that later versions must take again.")
final class RecordCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The policy, for example menu-adjustment/1.")
    private String policy;

    @CommandLine.Parameters(index = "1", description = "The file to write, for example menu-adjustment.1.ndjson.gz.")
    private Path file;

    @CommandLine.Option(names = "--at-most", description = "How many decisions; ${DEFAULT-VALUE}.", defaultValue = "3")
    private int atMost;

    @Override
    public Integer call() throws IOException {
        PolicyRef wanted = PolicyRef.parse(policy);
        try (Installation installation = audit.place().open()) {
            List<DecisionRecord> found = found(new LogCampaigns(installation.log()), wanted);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("nothing was decided by " + wanted + " here");
            }
            ArchiveFile.write(file, out -> {
                new RecordedDecisions(found, installation.evidence()).write(out);
                return found.size();
            });
            System.out.printf("%d decisions of %s written to %s%n", found.size(), wanted, file);
            return CommandLine.ExitCode.OK;
        }
    }

    /** Different outcomes show more of a policy than the same one three times. */
    private List<DecisionRecord> found(LogCampaigns campaigns, PolicyRef wanted) {
        List<DecisionRecord> found = new ArrayList<>();
        Set<String> explanations = new HashSet<>();
        List<DecisionRecord> others = new ArrayList<>();
        for (CampaignId id : campaigns.all()) {
            campaigns.history(id).stream()
                    .filter(event -> event instanceof DecisionTaken taken
                            && taken.decision().policy().equals(wanted))
                    .map(event -> ((DecisionTaken) event).decision())
                    .forEach(decision ->
                            (explanations.add(decision.explanation().message()) ? found : others).add(decision));
            if (found.size() >= atMost) {
                break;
            }
        }
        others.stream().limit(Math.max(0, atMost - found.size())).forEach(found::add);
        return found.subList(0, Math.min(found.size(), atMost));
    }
}
