package io.reprise.domain.model.port;

import java.time.Instant;
import java.util.Objects;

/**
 * An event to be appended.
 *
 * @param id unique id of the event
 * @param stream id of the aggregate, unique over all kinds of aggregate, for example {@code campaign/double-11}
 * @param sequence position in the stream, from 0, without holes
 * @param kind kind of aggregate, for example {@code Campaign}
 * @param name stored name, for example {@code campaign.drafted}; never a Java class name
 * @param revision revision of the payload's form, from 1
 * @param at when it happened, to the microsecond at most
 * @param payload the event as UTF-8 JSON; not copied: do not change it
 * @param metadata correlation and cause as UTF-8 JSON; not copied: do not change it
 */
public record NewEvent(
        String id,
        String stream,
        long sequence,
        String kind,
        String name,
        int revision,
        Instant at,
        byte[] payload,
        byte[] metadata) {

    public NewEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(metadata, "metadata");
        if (sequence < 0 || revision < 1) {
            throw new IllegalArgumentException("sequence starts at 0 and revision at 1");
        }
    }
}
