package io.reprise.benchmarks.uplift;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of one campaign in memory, a line of JSON for each event: position, stream, sequence, name, revision, time and the
 * payload in the form in which it is stored.
 */
final class EventLines {

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private final Line sink;
    private int size;

    /** Where events go. @param sequence place in the stream, from 0 */
    interface Line {
        void event(String stream, int sequence, EventNames.Entry entry, Instant at, String payload);
    }

    private EventLines(Line sink) {
        this.sink = sink == null ? this::keep : sink;
    }

    static EventLines kept() {
        return new EventLines(null);
    }

    /** Writes every event and drops the line, where a thousand campaigns would not fit in memory. */
    static EventLines counted() {
        return new EventLines((stream, sequence, entry, at, payload) -> {});
    }

    /** Hands every event on, and keeps none. */
    static EventLines to(Line sink) {
        return new EventLines(sink);
    }

    void append(String stream, Instant at, Object event) {
        EventNames.Entry entry = EventNames.of(event.getClass());
        int sequence = sequences.merge(stream, 1, Integer::sum) - 1;
        sink.event(stream, sequence, entry, at, EventJson.text(event));
        size++;
    }

    private void keep(String stream, int sequence, EventNames.Entry entry, Instant at, String payload) {
        lines.add("{\"position\":" + size + ",\"stream\":\"" + stream + "\",\"sequence\":" + sequence
                + ",\"name\":\"" + entry.name() + "\",\"revision\":" + entry.revision() + ",\"at\":\"" + at
                + "\",\"payload\":" + payload + "}");
    }

    int size() {
        return size;
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
