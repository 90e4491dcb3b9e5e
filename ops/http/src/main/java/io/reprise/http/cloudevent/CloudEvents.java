package io.reprise.http.cloudevent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Events as others are told of them: CloudEvents 1.0 in the structured JSON form. {@code id} is the position in the log,
 * so that whoever is told twice knows; {@code type} is {@code io.reprise.} and the stored name; {@code subject} the stream;
 * {@code data} the event as the log has it, in the form that the extension {@code revision} names.
 */
@Component
public final class CloudEvents {

    public static final String MEDIA_TYPE = JsonFormat.CONTENT_TYPE;
    public static final String TYPE_PREFIX = "io.reprise.";

    private final URI source;
    private final ObjectMapper json;
    private final JsonFormat format = new JsonFormat();

    /** @param source names this installation, as a URI */
    CloudEvents(@Value("${reprise.event-source:/reprise}") URI source, ObjectMapper json) {
        this.source = source;
        this.json = json;
    }

    /** In one line. */
    public String text(StoredEvent stored) {
        return new String(format.serialize(of(stored)), StandardCharsets.UTF_8);
    }

    private CloudEvent of(StoredEvent stored) {
        NewEvent event = stored.event();
        try {
            return CloudEventBuilder.v1()
                    .withId(Long.toString(stored.position()))
                    .withSource(source)
                    .withType(TYPE_PREFIX + event.name())
                    .withSubject(event.stream())
                    .withTime(event.at().atOffset(ZoneOffset.UTC))
                    .withDataContentType("application/json")
                    .withData(JsonCloudEventData.wrap(json.readTree(event.payload())))
                    .withExtension("revision", event.revision())
                    .withExtension("sequence", Long.toString(event.sequence()))
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("event " + stored.position() + " is no JSON: " + e.getMessage(), e);
        }
    }
}
