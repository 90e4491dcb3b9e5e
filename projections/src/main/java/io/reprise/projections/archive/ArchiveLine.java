package io.reprise.projections.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * The lines of an archive, a JSON object each; {@code ops/docs/event-log.md} is their specification. Payloads and metadata
 * are strings that hold the very bytes that were hashed.
 */
final class ArchiveLine {

    static final String FORMAT = "reprise-log";
    static final int VERSION = 1;
    /** Scope of an archive that a log can be restored from. */
    static final String WHOLE_LOG = "log";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchiveLine() {}

    static ObjectNode header(String scope, long events) {
        return JSON.createObjectNode()
                .put("archive", FORMAT)
                .put("version", VERSION)
                .put("scope", scope)
                .put("events", events);
    }

    static ObjectNode event(StoredEvent stored) {
        EventLine event = EventLine.of(stored);
        ObjectNode line = JSON.createObjectNode()
                .put("position", event.position())
                .put("id", event.id())
                .put("stream", event.stream())
                .put("sequence", event.sequence())
                .put("kind", event.kind())
                .put("name", event.name())
                .put("revision", event.revision())
                .put("at", event.at().toString());
        event.payload().ifPresent(text -> line.put("payload", text));
        event.payloadBase64().ifPresent(bytes -> line.put("payloadBase64", bytes));
        event.metadata().ifPresent(text -> line.put("metadata", text));
        event.metadataBase64().ifPresent(bytes -> line.put("metadataBase64", bytes));
        return line;
    }

    static ObjectNode batch(LoggedBatch batch) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject("batch")
                .put("first", batch.firstPosition())
                .put("events", batch.events().size())
                .put("previousHash", batch.previousHash())
                .put("hash", batch.hash());
        return line;
    }

    static ObjectNode evidence(String sha256, byte[] content) {
        return JSON.createObjectNode()
                .put("evidence", sha256)
                .put("contentBase64", Base64.getEncoder().encodeToString(content));
    }

    static ObjectNode text(String name, String text) {
        return JSON.createObjectNode().put(name, text);
    }

    static String write(ObjectNode line) {
        return line.toString() + "\n";
    }

    static JsonNode parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the archive is not of this format and version */
    static JsonNode requireHeader(String header) {
        JsonNode line = parse(header == null ? "" : header);
        if (!line.path("archive").asText().equals(FORMAT)
                || line.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("this is no archive of a log of version " + VERSION);
        }
        return line;
    }

    static void requireEvidence(String sha256, byte[] content) {
        if (!Sha256.hex(content).equals(sha256)) {
            throw new IllegalArgumentException("the evidence " + sha256 + " was changed");
        }
    }

    /** What went wrong, and in which line. */
    static IllegalArgumentException at(long number, RuntimeException e) {
        return new IllegalArgumentException("line " + number + " of the archive: " + e.getMessage(), e);
    }

    static StoredEvent readEvent(JsonNode line) {
        try {
            return new StoredEvent(
                    line.required("position").asLong(),
                    new NewEvent(
                            line.required("id").asText(),
                            line.required("stream").asText(),
                            line.required("sequence").asLong(),
                            line.required("kind").asText(),
                            line.required("name").asText(),
                            line.required("revision").asInt(),
                            Instant.parse(line.required("at").asText()),
                            bytes(line, "payload"),
                            bytes(line, "metadata")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'at' is no time: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(JsonNode line, String name) {
        return line.has(name + "Base64")
                ? Base64.getDecoder().decode(line.get(name + "Base64").asText())
                : line.required(name).asText().getBytes(StandardCharsets.UTF_8);
    }
}
