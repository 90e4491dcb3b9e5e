package io.reprise.projections.archive;

import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An event as somebody who has not the log is shown it: with everything its leaf hash is made of, by the specification in
 * {@code ops/docs/event-log.md}.
 *
 * @param payload the very bytes that were hashed, as text; where they are no UTF-8, {@code payloadBase64} has them
 * @param metadata likewise
 */
public record EventLine(
        long position,
        String id,
        String stream,
        long sequence,
        String kind,
        String name,
        int revision,
        Instant at,
        Optional<String> payload,
        Optional<String> payloadBase64,
        Optional<String> metadata,
        Optional<String> metadataBase64) {

    public static EventLine of(StoredEvent stored) {
        NewEvent event = stored.event();
        Optional<String> payload = text(event.payload());
        Optional<String> metadata = text(event.metadata());
        return new EventLine(
                stored.position(),
                event.id(),
                event.stream(),
                event.sequence(),
                event.kind(),
                event.name(),
                event.revision(),
                event.at(),
                payload,
                payload.isPresent() ? Optional.empty() : base64(event.payload()),
                metadata,
                metadata.isPresent() ? Optional.empty() : base64(event.metadata()));
    }

    private static Optional<String> text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> base64(byte[] bytes) {
        return Optional.of(Base64.getEncoder().encodeToString(bytes));
    }
}
