package io.reprise.projections.store;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.stock.StockEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Events as the log takes them, each next in its stream. */
public final class LoggedEvents {

    private final Map<String, Long> sequences = new HashMap<>();

    public NewEvent next(Object event) {
        String stream =
                switch (event) {
                    case CampaignEvent e -> Streams.of(e.campaignId());
                    case SignalsReceived e -> Streams.signals(e.campaign());
                    case StockEvent e -> Streams.of(e.sku());
                    default -> "other";
                };
        EventNames.Entry name = EventNames.of(event.getClass());
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new NewEvent(
                stream + sequence,
                stream,
                sequence,
                "Test",
                name.name(),
                name.revision(),
                Instant.EPOCH,
                EventJson.text(event).getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }
}
