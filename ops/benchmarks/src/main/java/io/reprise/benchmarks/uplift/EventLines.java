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
    private final boolean keeps;
    private int size;

    private EventLines(boolean keeps) {
        this.keeps = keeps;
    }

    static EventLines kept() {
        return new EventLines(true);
    }

    /** Writes every event and drops the line, where a thousand campaigns would not fit in memory. */
    static EventLines counted() {
        return new EventLines(false);
    }

    void append(String stream, Instant at, Object event) {
        EventNames.Entry entry = EventNames.of(event.getClass());
        int sequence = sequences.merge(stream, 1, Integer::sum) - 1;
        String line = "{\"position\":" + size++ + ",\"stream\":\"" + stream + "\",\"sequence\":" + sequence
                + ",\"name\":\"" + entry.name() + "\",\"revision\":" + entry.revision() + ",\"at\":\"" + at
                + "\",\"payload\":" + EventJson.text(event) + "}";
        if (keeps) {
            lines.add(line);
        }
    }

    int size() {
        return size;
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
