package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;

/**
 * Names one decision. Derived from where in the campaign it is taken, so taking it again gives the same id and a retry
 * cannot take it twice.
 */
public record DecisionId(String value) {

    /**
     * @param element id of the BPMN element that takes it
     * @param occurrence which time round: the plan version, or the number of the monitoring window
     */
    public static DecisionId derive(CampaignId campaign, String element, int occurrence) {
        return new DecisionId(Sha256.hexOf(campaign.value(), element, Integer.toString(occurrence))
                .substring(0, 24));
    }

    @Override
    public String toString() {
        return value;
    }
}
