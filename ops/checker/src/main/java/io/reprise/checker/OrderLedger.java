package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.util.HashMap;
import java.util.Map;

/** Positions of the log and sequences of each stream go up by one, from 0. Part of {@link LogChecker}. */
final class OrderLedger {

    static final String POSITION = "position-missing-or-twice";
    static final String SEQUENCE = "event-of-a-stream-missing-or-twice";
    static final String SAME_ID = "two-events-of-one-id";

    private final Told told;
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private long position;

    OrderLedger(Told told) {
        this.told = told;
    }

    void event(JsonNode event) {
        if (event.has("position")) {
            if (event.get("position").asLong() != position) {
                told.breach(POSITION, event.get("position") + " instead of " + position);
            }
            position = event.get("position").asLong() + 1;
        }
        if (event.has("stream")) {
            String stream = event.get("stream").asText();
            long sequence = event.get("sequence").asLong();
            long expected = next.getOrDefault(stream, 0L);
            if (sequence != expected) {
                told.breach(SEQUENCE, stream + ": " + sequence + " instead of " + expected);
            }
            next.put(stream, sequence + 1);
        }
        if (event.has("id") && ids.put(event.get("id").asText(), position) != null) {
            told.breach(SAME_ID, event.get("id").asText());
        }
    }
}
