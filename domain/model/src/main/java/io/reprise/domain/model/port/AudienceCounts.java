package io.reprise.domain.model.port;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.privacy.Aggregate;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;

/** Exact counts over the shoppers of a campaign. They do not leave the engine as they are. */
public interface AudienceCounts {

    /** @return one count a label of {@link io.reprise.domain.model.privacy.AudienceTally#labels} */
    List<Long> counts(CampaignId campaign, Plan plan, Aggregate aggregate);
}
