package io.reprise.domain.axon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.reprise.domain.model.vocabulary.IsoInstant;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads and writes instants as {@link IsoInstant} does, and anything else as Jackson reads it. A third of the time to read an event
 * went into its few instants.
 */
final class IsoInstants {

    private IsoInstants() {}

    static final class Reader extends StdScalarDeserializer<Instant> {
        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Instant instant = IsoInstant.parse(parser.getText());
            return instant != null ? instant : InstantDeserializer.INSTANT.deserialize(parser, context);
        }
    }

    static final class Writer extends StdScalarSerializer<Instant> {
        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(IsoInstant.text(instant));
        }
    }
}
