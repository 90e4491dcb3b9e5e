package io.reprise.http;

import io.reprise.domain.model.vocabulary.CampaignId;
import java.io.IOException;
import java.io.OutputStream;

/** Writes evidence packs. */
public interface PackDesk {

    /**
     * Writes a campaign's pack.
     *
     * @return how many events are in it
     * @throws IllegalStateException if nothing of the campaign has been signed yet
     */
    long write(CampaignId campaign, OutputStream out) throws IOException;
}
