package io.reprise.http.api;

import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.IsoInstant;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a line as nearly all lines are, from its bytes: each field once, as itself, without escapes, of an item of the sale. Of any other
 * line it says nothing, and whoever reads to the letter (RFC 8259) says what is wrong, if anything is. Not thread-safe.
 */
final class PlainSignalLine {

    private static final String[] FIELDS = {"id", "at", "shopper", "action", "sku", "units", "priceCents"};
    private static final int ALL = (1 << FIELDS.length) - 1;
    private static final ByteNames<Integer> NUMBERS = new ByteNames<>(
            IntStream.range(0, FIELDS.length).boxed().collect(Collectors.toMap(i -> FIELDS[i], i -> i)));
    private static final ByteNames<Signal.Action> ACTIONS = new ByteNames<>(
            Stream.of(Signal.Action.values()).collect(Collectors.toMap(Enum::name, Function.identity())));
    /** Whatever has no more is an int, without looking. */
    private static final int DIGITS_MAX = 9;

    private final ByteNames<Sku> items;

    private byte[] line;
    private int at;
    private int to;
    /** Of the text read last. */
    private int textFrom;

    private int textTo;

    private String id;
    private Instant time;
    private String shopper;
    private Signal.Action action;
    private Sku sku;
    private int units;
    private int priceCents;

    /** @param items of the sale, by their text */
    PlainSignalLine(Map<String, Sku> items) {
        this.items = new ByteNames<>(items);
    }

    /** @param bytes in UTF-8, of which the line is a part */
    Optional<SignalLine> read(byte[] bytes, int lineFrom, int lineTo) {
        line = bytes;
        at = lineFrom;
        to = lineTo;
        return isObject() && isAtEnd()
                ? Optional.of(new SignalLine(id, time, shopper, action, sku, units, priceCents))
                : Optional.empty();
    }

    private boolean isObject() {
        if (!is('{')) {
            return false;
        }
        int seen = 0;
        do {
            Integer field = isText() ? NUMBERS.get(line, textFrom, textTo) : null;
            if (field == null || (seen & 1 << field) != 0 || !is(':') || !isValue(field)) {
                return false;
            }
            seen |= 1 << field;
        } while (is(','));
        return seen == ALL && is('}');
    }

    /** Takes the value of a field. @return whether it is as usual */
    private boolean isValue(int field) {
        if (field >= 5) {
            int number = number();
            if (field == 5) {
                units = number;
            } else {
                priceCents = number;
            }
            return number >= 0;
        }
        return isText()
                && switch (field) {
                    case 0 -> (id = text()) != null;
                    case 1 -> (time = IsoInstant.parse(line, textFrom, textTo)) != null;
                    case 2 -> (shopper = text()) != null;
                    case 3 -> (action = ACTIONS.get(line, textFrom, textTo)) != null;
                    default -> (sku = items.get(line, textFrom, textTo)) != null;
                };
    }

    private String text() {
        return new String(line, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    private void skipSpace() {
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
    }

    private boolean isAtEnd() {
        skipSpace();
        return at == to;
    }

    private boolean is(char wanted) {
        skipSpace();
        if (at < to && line[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** A text without escapes or control characters. */
    private boolean isText() {
        if (!is('"')) {
            return false;
        }
        textFrom = at;
        while (at < to && line[at] != '"') {
            if (line[at] == '\\' || line[at] >= 0 && line[at] < ' ') {
                return false;
            }
            at++;
        }
        textTo = at;
        return is('"');
    }

    /** A whole number of few digits, or -1. */
    private int number() {
        skipSpace();
        int first = at;
        int number = 0;
        while (at < to && line[at] >= '0' && line[at] <= '9' && at - first < DIGITS_MAX) {
            number = 10 * number + line[at] - '0';
            at++;
        }
        boolean isNumber = at > first && (line[first] != '0' || at == first + 1);
        return isNumber ? number : -1;
    }
}
