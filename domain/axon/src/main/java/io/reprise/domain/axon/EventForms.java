package io.reprise.domain.axon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.axon.EventNames.Entry;
import io.reprise.domain.axon.EventNames.UnknownEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads events in whatever revision they were written. Everything that reads the log goes through here (aggregates,
 * views, replays, dead letters, which keep positions and not forms), so no reader can miss an upcaster.
 */
public final class EventForms {

    /** The forms that were released, and how the older ones become today's. */
    public static final EventForms RELEASED = new EventForms(EventNames.all(), List.of(), EventJson.mapper());

    /**
     * One step from a revision to the next.
     *
     * @param from the revision it takes
     * @param change gets the payload, which it may change, and returns the payload of revision {@code from + 1}
     */
    public record Upcaster(String name, int from, UnaryOperator<ObjectNode> change) {}

    private record Step(String name, int from) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<Step, UnaryOperator<ObjectNode>> steps = new HashMap<>();
    private final ObjectMapper json;

    /** @throws IllegalArgumentException if an older revision of an entry has no way to today's */
    EventForms(List<Entry> entries, List<Upcaster> upcasters, ObjectMapper json) {
        this.json = json;
        entries.forEach(entry -> this.entries.put(entry.name(), entry));
        upcasters.forEach(upcaster -> steps.put(new Step(upcaster.name(), upcaster.from()), upcaster.change()));
        for (Entry entry : entries) {
            for (int revision = 1; revision < entry.revision(); revision++) {
                if (!steps.containsKey(new Step(entry.name(), revision))) {
                    throw new IllegalArgumentException(
                            "there is no upcaster for '" + entry.name() + "' from revision " + revision);
                }
            }
        }
    }

    /**
     * The entry of a stored event.
     *
     * @throws UnknownEvent if the name is unknown, or the revision is one of a later version of Reprise
     */
    Entry entry(String name, int revision) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownEvent("an event named '" + name + "'");
        }
        if (revision < 1 || revision > entry.revision()) {
            throw new UnknownEvent("revision " + revision + " of '" + name + "'");
        }
        return entry;
    }

    /** The payload in today's revision: the same bytes where it was written in it. */
    byte[] today(String name, int revision, byte[] payload) throws IOException {
        Entry entry = entry(name, revision);
        if (revision == entry.revision()) {
            return payload;
        }
        JsonNode node = json.readTree(payload);
        if (!(node instanceof ObjectNode object)) {
            throw new IOException("the payload is no JSON object");
        }
        for (int from = revision; from < entry.revision(); from++) {
            object = steps.get(new Step(name, from)).apply(object);
        }
        return json.writeValueAsBytes(object);
    }

    Object read(String name, int revision, byte[] payload) throws IOException {
        return json.readValue(
                today(name, revision, payload), entry(name, revision).type());
    }
}
