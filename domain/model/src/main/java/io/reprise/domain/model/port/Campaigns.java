package io.reprise.domain.model.port;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;

/** Campaigns as the event log has them now, never behind it. */
public interface Campaigns {

    /** {@link Campaign#NOT_DRAFTED} where there is none. */
    Campaign load(CampaignId id);

    /** Everything that happened to it, in order. */
    List<CampaignEvent> history(CampaignId id);

    /** Every campaign there ever was, oldest first. */
    List<CampaignId> all();

    /** Campaigns that are not over. */
    List<CampaignId> open();
}
