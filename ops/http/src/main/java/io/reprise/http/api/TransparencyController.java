package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.ModelTransparency;
import io.reprise.domain.model.transparency.TransparencyReport;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.CommandDesk;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who decided what, for those who have to answer for it. */
@RestController
@RequestMapping("/api/v1")
class TransparencyController {

    private final Campaigns campaigns;
    private final DecisionJudgements judgements;
    private final ModelCards cards;

    TransparencyController(Campaigns campaigns, DecisionJudgements judgements, ModelCards cards) {
        this.campaigns = campaigns;
        this.judgements = judgements;
        this.cards = cards;
    }

    @Operation(
            operationId = "getCampaignTransparency",
            summary = "What was automatic in a campaign, what people changed, and what came of it")
    @GetMapping("/campaigns/{id}/transparency")
    CampaignTransparency campaign(@PathVariable CampaignId id) {
        List<CampaignEvent> history = campaigns.history(id);
        if (history.isEmpty()) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        return TransparencyReport.of(id, history, judgements.load(id), cards);
    }

    @Operation(operationId = "getModelTransparency", summary = "Where a model was used, and how it did")
    @GetMapping("/models/{release}/transparency")
    ModelTransparency model(@PathVariable String release) {
        return ModelTransparency.of(
                ModelReleaseId.parse(release),
                campaigns.all().stream().map(this::campaign).toList(),
                cards);
    }
}
