package io.reprise.domain.model.vocabulary;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * {@code 2026-11-11T20:00:00.123456789Z}, with up to nine digits of a second or none: ISO 8601 as {@link Instant#toString} has it, and
 * how every instant in the log is written.
 */
public final class IsoInstant {

    private static final int WHOLE_SECONDS_CHARS = "2026-11-11T20:00:00".length();
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private IsoInstant() {}

    /** What {@link Instant#toString} gives, in a tenth of its time. */
    public static String text(Instant instant) {
        if (instant.isBefore(YEAR_0) || !instant.isBefore(YEAR_10000)) {
            return instant.toString();
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY));
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_OF_DAY);
        int fraction = instant.getNano();
        int digits = fraction == 0 ? 0 : FRACTION_DIGITS_MAX;
        while (digits > 0 && fraction % 1_000 == 0) {
            fraction /= 1_000;
            digits -= 3;
        }
        byte[] text = new byte[WHOLE_SECONDS_CHARS + (digits == 0 ? 1 : digits + 2)];
        put(text, 0, 4, day.getYear(), '-');
        put(text, 5, 2, day.getMonthValue(), '-');
        put(text, 8, 2, day.getDayOfMonth(), 'T');
        put(text, 11, 2, second / 3_600, ':');
        put(text, 14, 2, second / 60 % 60, ':');
        put(text, 17, 2, second % 60, digits == 0 ? 'Z' : '.');
        if (digits > 0) {
            put(text, WHOLE_SECONDS_CHARS + 1, digits, fraction, 'Z');
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int from, int digits, int value, char after) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[from + digits] = (byte) after;
    }

    /** @return null if the text is anything else */
    public static Instant parse(String text) {
        // What is not in Latin 1 becomes a question mark, which is in no instant.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return parse(bytes, 0, bytes.length);
    }

    /** The same of a part of a text in UTF-8. */
    public static Instant parse(byte[] text, int from, int to) {
        int end = to - 1;
        int dot = from + WHOLE_SECONDS_CHARS;
        if (end < dot
                || text[end] != 'Z'
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return null;
        }
        int year = digits(text, from, from + 4);
        int month = digits(text, from + 5, from + 7);
        int day = digits(text, from + 8, from + 10);
        int hour = digits(text, from + 11, from + 13);
        int minute = digits(text, from + 14, from + 16);
        int second = digits(text, from + 17, dot);
        int nanos = nanos(text, dot, end);
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

    private static int digits(byte[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int nanos(byte[] text, int dot, int end) {
        if (end == dot) {
            return 0;
        }
        int count = end - dot - 1;
        if (text[dot] != '.' || count < 1 || count > FRACTION_DIGITS_MAX) {
            return -1;
        }
        int value = digits(text, dot + 1, end);
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
