package io.reprise.domain.axon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads {@code 2026-11-11T20:00:00.123456789Z}, with up to nine digits of a second or none, which is how every instant in
 * the log is written (ISO 8601 as {@link Instant#toString} has it); anything else as Jackson reads it. A third of the
 * time to read an event went into its few instants.
 */
final class IsoInstants extends StdScalarDeserializer<Instant> {

    private static final int WHOLE_SECONDS_CHARS = "2026-11-11T20:00:00".length();
    private static final int FRACTION_DIGITS_MAX = 9;

    IsoInstants() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Instant instant = parse(parser.getText());
        return instant != null ? instant : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** @return null if the text is anything else */
    static Instant parse(String text) {
        int end = text.length() - 1;
        if (end < WHOLE_SECONDS_CHARS
                || text.charAt(end) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int nanos = nanos(text, end);
        if ((year | month | day | hour | minute | second | nanos) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28 && day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        return Instant.ofEpochSecond(epochDay(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int nanos(String text, int end) {
        if (end == WHOLE_SECONDS_CHARS) {
            return 0;
        }
        int count = end - WHOLE_SECONDS_CHARS - 1;
        if (text.charAt(WHOLE_SECONDS_CHARS) != '.' || count < 1 || count > FRACTION_DIGITS_MAX) {
            return -1;
        }
        int value = digits(text, WHOLE_SECONDS_CHARS + 1, end);
        for (int i = count; value > 0 && i < FRACTION_DIGITS_MAX; i++) {
            value *= 10;
        }
        return value;
    }

    private static int daysOf(int year, int month) {
        return YearMonth.of(year, month).lengthOfMonth();
    }

    private static long epochDay(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay();
    }
}
