package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.PackDesk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Packs what it is asked for by name; whose name begins with "unsigned" is not signed yet. */
final class NamedPacks implements PackDesk {

    @Override
    public long write(CampaignId campaign, OutputStream out) throws IOException {
        if (campaign.value().startsWith("unsigned")) {
            throw new IllegalStateException("the log has no checkpoint yet");
        }
        out.write(("PK " + campaign).getBytes(StandardCharsets.UTF_8));
        return 1;
    }
}
