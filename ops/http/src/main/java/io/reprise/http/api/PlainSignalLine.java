package io.reprise.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.IsoInstant;
import io.reprise.domain.model.vocabulary.Sku;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a line as nearly all lines are: each field once, as itself, of an item of the sale. Of any other line it says nothing, and
 * whoever reads to the letter says what is wrong, if anything is. In a third of that one's time.
 */
final class PlainSignalLine {

    private static final int FIELDS = 7;
    private static final Map<String, Signal.Action> ACTIONS =
            Stream.of(Signal.Action.values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final JsonFactory json;
    private final Map<String, Sku> items;

    private String id;
    private Instant at;
    private String shopper;
    private Signal.Action action;
    private Sku sku;
    private int units;
    private long priceCents;
    private int seen;

    /** @param items of the sale, by their text */
    PlainSignalLine(JsonFactory json, Map<String, Sku> items) {
        this.json = json;
        this.items = items;
    }

    Optional<SignalLine> read(String line) {
        seen = 0;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                int field = field(name, parser);
                if (field < 0 || (seen & 1 << field) != 0) {
                    return Optional.empty();
                }
                seen |= 1 << field;
            }
            boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT
                    && parser.nextToken() == null
                    && seen == (1 << FIELDS) - 1;
            return isWhole
                    ? Optional.of(new SignalLine(id, at, shopper, action, sku, units, priceCents))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes the value of a field. @return its number, or -1 if it is none of them or its value is not as usual */
    private int field(String name, JsonParser parser) throws IOException {
        return switch (name) {
            case "id" -> (id = text(parser)) == null ? -1 : 0;
            case "at" -> (at = instant(text(parser))) == null ? -1 : 1;
            case "shopper" -> (shopper = text(parser)) == null ? -1 : 2;
            case "action" -> (action = known(ACTIONS, text(parser))) == null ? -1 : 3;
            case "sku" -> (sku = known(items, text(parser))) == null ? -1 : 4;
            case "units" -> {
                boolean isInt = parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT;
                units = isInt ? parser.getIntValue() : 0;
                yield isInt ? 5 : -1;
            }
            case "priceCents" -> {
                boolean isLong = parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                priceCents = isLong ? parser.getLongValue() : 0;
                yield isLong ? 6 : -1;
            }
            default -> -1;
        };
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.nextTextValue();
    }

    private static Instant instant(String text) {
        return text == null ? null : IsoInstant.parse(text);
    }

    private static <T> T known(Map<String, T> values, String text) {
        return text == null ? null : values.get(text);
    }
}
