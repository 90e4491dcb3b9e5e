package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Events to append in tests. */
final class TestEvents {

    static final Instant AT = Instant.parse("2026-11-11T00:00:00.123456789Z");

    private TestEvents() {}

    static NewEvent event(String stream, long sequence) {
        return event(stream, sequence, "{\"units\":" + sequence + "}");
    }

    static NewEvent event(String stream, long sequence, String payload) {
        return event(stream + "@" + sequence, stream, sequence, payload);
    }

    static NewEvent event(String id, String stream, long sequence, String payload) {
        return new NewEvent(
                id,
                stream,
                sequence,
                "Campaign",
                "campaign.drafted",
                1,
                AT.plusNanos(sequence),
                payload.getBytes(StandardCharsets.UTF_8),
                "{\"cause\":\"test\"}".getBytes(StandardCharsets.UTF_8));
    }

    static NewEvent sized(String stream, long sequence, int payloadBytes) {
        return new NewEvent(
                stream + "@" + sequence,
                stream,
                sequence,
                "Campaign",
                "campaign.drafted",
                1,
                AT,
                new byte[payloadBytes],
                new byte[0]);
    }
}
