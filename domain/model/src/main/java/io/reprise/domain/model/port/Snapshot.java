package io.reprise.domain.model.port;

import java.util.Objects;

/**
 * The state of a stream as it was folded up to one of its events, so that a reader need not fold it from the first.
 *
 * @param stream id of the aggregate
 * @param sequence sequence of the last event that is folded in
 * @param eventHash {@link LoggedBatch#leafHash} of that event, by which a snapshot of another history is known; lower
 *     case hexadecimal
 * @param kind kind of aggregate, as its events have it
 * @param name name of the state, for example {@code campaign.state}; never a Java class name
 * @param revision revision of the state's meaning, from 1
 * @param shape digest of the state's structure; lower case hexadecimal
 * @param payload the state as UTF-8 JSON; not copied: do not change it
 */
public record Snapshot(
        String stream,
        long sequence,
        String eventHash,
        String kind,
        String name,
        int revision,
        String shape,
        byte[] payload) {

    public Snapshot {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(eventHash, "eventHash");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(payload, "payload");
        if (sequence < 0 || revision < 1) {
            throw new IllegalArgumentException("sequence starts at 0 and revision at 1");
        }
    }
}
