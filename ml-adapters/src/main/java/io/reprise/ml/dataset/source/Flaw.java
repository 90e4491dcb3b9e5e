package io.reprise.ml.dataset.source;

import java.util.Locale;

/** What can be wrong with a row or a cell. The words are in {@code flaws.properties}, in two languages. */
public enum Flaw {
    TOO_LONG,
    ENCODING,
    TOO_MANY_CELLS,
    CELL_COUNT,
    OPEN_QUOTE,
    NOT_JSON,
    MISSING,
    NOT_AN_ID,
    NOT_A_NUMBER,
    NOT_A_PRICE,
    NOT_A_TIME,
    NOT_POSITIVE,
    TOO_LARGE,
    UNKNOWN_ACTION,
    FUTURE,
    BEFORE_EPOCH,
    BEFORE_1995,
    LOOKS_LIKE_MILLIS,
    LOOKS_LIKE_SECONDS,
    LOOKS_LIKE_MICROS,
    NO_MATCH,
    KEY_TWICE;

    /** Flaws of clocks rather than of people's typing. */
    public boolean ofClock() {
        return switch (this) {
            case FUTURE, BEFORE_EPOCH, BEFORE_1995, LOOKS_LIKE_MILLIS, LOOKS_LIKE_SECONDS, LOOKS_LIKE_MICROS -> true;
            default -> false;
        };
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
