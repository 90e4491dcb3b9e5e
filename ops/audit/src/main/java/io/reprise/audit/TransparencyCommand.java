package io.reprise.audit;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogJudgements;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.ModelTransparency;
import io.reprise.domain.model.transparency.TransparencyReport;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.registry.ShelfModelCards;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Who decided what, as JSON; {@code ops/docs/transparency.md} says which duty each field answers to. */
@CommandLine.Command(name = "transparency", description = "What was automatic, what people changed, as JSON.")
final class TransparencyCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.ArgGroup(multiplicity = "1")
    private What what;

    private static final class What {
        @CommandLine.Parameters(index = "0", description = "A campaign.")
        private String campaign;

        @CommandLine.Option(names = "--model", description = "A release, MODEL:SHA256.")
        private String model;
    }

    @Override
    public Integer call() throws IOException {
        try (Installation installation = audit.place().open();
                ModelShelf shelf = new ModelShelf(installation.home())) {
            LogCampaigns campaigns = new LogCampaigns(installation.log());
            LogJudgements judgements = new LogJudgements(installation.log());
            ModelCards cards = new ShelfModelCards(shelf);
            EvidenceStore evidence = installation.evidence();
            Object report = what.model == null
                    ? of(new CampaignId(what.campaign), campaigns, judgements, cards, evidence)
                    : ModelTransparency.of(
                            ModelReleaseId.parse(what.model),
                            campaigns.all().stream()
                                    .map(id -> of(id, campaigns, judgements, cards, evidence))
                                    .toList(),
                            cards);
            System.out.println(
                    EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
            return CommandLine.ExitCode.OK;
        }
    }

    private static CampaignTransparency of(
            CampaignId id, LogCampaigns campaigns, LogJudgements judgements, ModelCards cards, EvidenceStore evidence) {
        return TransparencyReport.of(id, campaigns.history(id), judgements.load(id), cards, evidence);
    }
}
