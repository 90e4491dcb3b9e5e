package io.reprise.http.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.reprise.domain.model.vocabulary.IsoInstant;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.springframework.core.convert.converter.Converter;

/**
 * Instants as callers of the API write them: ISO 8601, with a time and {@code Z} or an offset, and nothing else. Of a bare number nobody
 * can tell whether it is a year, seconds or milliseconds, so it is refused, not guessed at.
 */
final class WrittenInstant {

    static final String EXPECTED = "must be an instant of ISO 8601 such as 2026-11-11T20:00:00Z";

    private WrittenInstant() {}

    /** @throws DateTimeException if it is anything else */
    private static Instant read(String text) {
        Instant usual = IsoInstant.parse(text);
        return usual != null ? usual : Instant.parse(text);
    }

    /** In a path or a query, where nothing written is no instant. */
    static final class OfText implements Converter<String, Instant> {
        @Override
        public Instant convert(String text) {
            return text.isEmpty() ? null : read(text);
        }
    }

    /** In a body. */
    static final class OfJson extends StdScalarDeserializer<Instant> {
        OfJson() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return read(parser.getText());
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), EXPECTED);
            }
        }
    }
}
