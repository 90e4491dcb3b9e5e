package io.reprise.domain.model.transparency;

import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency.ForecastQuality;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one artifact was used, and how it did.
 *
 * @param card data, spans, measures, groups and limits; empty where the artifact is no longer on the shelf
 * @param calls questions it answered
 * @param campaigns in which it did
 */
public record ModelTransparency(
        ModelReleaseId release, Optional<ModelCard> card, int calls, List<InCampaign> campaigns) {

    public ModelTransparency {
        campaigns = List.copyOf(campaigns);
    }

    /**
     * @param fallbacks of its answers, those it gave because another had failed
     * @param forecast how the campaign's forecasts did, in part its own
     * @param drift how far what it was asked there is from what it was trained on
     * @param judgedWrong decisions of the campaign that people called wrong
     */
    public record InCampaign(
            CampaignId campaign,
            int calls,
            int fallbacks,
            Optional<ForecastQuality> forecast,
            Optional<ModelDrift> drift,
            int judgedWrong) {}

    /** @param campaigns reports of all of them, or of those that matter */
    public static ModelTransparency of(ModelReleaseId release, List<CampaignTransparency> campaigns, ModelCards cards) {
        List<InCampaign> used = new ArrayList<>();
        for (CampaignTransparency campaign : campaigns) {
            for (ModelUse use : campaign.models()) {
                if (use.artifactSha256().equals(release.artifactSha256())) {
                    int wrong = (int) campaign.judgements().stream()
                            .filter(j -> j.verdict() == Verdict.WRONG)
                            .count();
                    used.add(new InCampaign(
                            campaign.campaign(),
                            use.calls(),
                            use.fallbacks(),
                            campaign.forecast(),
                            use.drift(),
                            wrong));
                }
            }
        }
        return new ModelTransparency(
                release,
                cards.find(release),
                used.stream().mapToInt(InCampaign::calls).sum(),
                used);
    }
}
