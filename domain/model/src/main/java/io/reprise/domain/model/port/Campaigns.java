package io.reprise.domain.model.port;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Reach;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;
import java.util.function.Predicate;

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

    /** Those of them, in the same order, that have to do with somebody by hours or items. */
    default List<CampaignId> open(Predicate<Reach> near) {
        return open().stream()
                .filter(id -> load(id) instanceof Drafted campaign && near.test(Reach.of(campaign)))
                .toList();
    }
}
