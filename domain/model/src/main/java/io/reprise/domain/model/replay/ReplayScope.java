package io.reprise.domain.model.replay;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Optional;

/**
 * What is taken again.
 *
 * @param campaign one campaign, or empty for all
 * @param decision one of its decisions, or empty for all of them
 * @param models whether models are asked again too
 */
public record ReplayScope(Optional<CampaignId> campaign, Optional<DecisionId> decision, boolean models) {

    public ReplayScope {
        campaign = campaign == null ? Optional.empty() : campaign;
        decision = decision == null ? Optional.empty() : decision;
        InvalidValue.unless(
                decision.isEmpty() || campaign.isPresent(), "campaign", "must be given where a decision is named");
    }

    /** Every decision of every campaign, and every model they rest on. */
    public static ReplayScope everything() {
        return new ReplayScope(Optional.empty(), Optional.empty(), true);
    }
}
