package io.reprise.http;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.ModelTransparency;
import io.reprise.domain.model.transparency.TransparencyReport;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;

/** Who decided what, made from the event log anew each time. */
public final class TransparencyDesk {

    private final Campaigns campaigns;
    private final DecisionJudgements judgements;
    private final ModelCards cards;
    private final EvidenceStore evidence;

    public TransparencyDesk(
            Campaigns campaigns, DecisionJudgements judgements, ModelCards cards, EvidenceStore evidence) {
        this.campaigns = campaigns;
        this.judgements = judgements;
        this.cards = cards;
        this.evidence = evidence;
    }

    /** @throws CommandDesk.Refused if there is no such campaign */
    public CampaignTransparency of(CampaignId id) {
        List<CampaignEvent> history = campaigns.history(id);
        if (history.isEmpty()) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        return TransparencyReport.of(id, history, judgements.load(id), cards, evidence);
    }

    /** Looks through all campaigns. */
    public ModelTransparency of(ModelReleaseId release) {
        return ModelTransparency.of(
                release, campaigns.all().stream().map(this::of).toList(), cards);
    }
}
