package io.reprise.projections.feed;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.port.StoredEvent;

/** Knows an event that today's version does not. */
final class LaterVersion implements EventDecoder {

    record CampaignTeleported() {}

    private static boolean isTheirs(StoredEvent stored) {
        return stored.event().name().equals("campaign.teleported");
    }

    @Override
    public Class<?> type(StoredEvent stored) {
        return isTheirs(stored) ? CampaignTeleported.class : EventJson.type(stored);
    }

    @Override
    public Object read(StoredEvent stored) {
        return isTheirs(stored) ? new CampaignTeleported() : EventJson.read(stored);
    }
}
