package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.ml.dataset.source.Flaw;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Cells of the current row by the names of its layout, read as what they should be. */
final class Cells {

    static final int ID_CHARACTERS_MAX = 64;
    static final int SHOPPER_CHARACTERS_MAX = 256;
    static final int UNITS_MAX = 1_000_000;
    static final long PRICE_CENTS_MAX = 100_000_000_000L;

    private final Map<String, Integer> positions;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private List<String> row = List.of();
    private String lastShopper = "";
    private Optional<Pseudonym> lastPseudonym = Optional.empty();

    /** @param positions where each column of the layout stands in a row; columns that are not there are left out */
    Cells(Map<String, Integer> positions, Pseudonyms pseudonyms, Clock clock) {
        this.positions = positions;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    void of(List<String> cells) {
        this.row = cells;
    }

    /** Without white space around it, "" where there is nothing or no such column. */
    String text(String column) {
        Integer position = positions.get(column);
        return position == null || position >= row.size()
                ? ""
                : row.get(position).strip();
    }

    private String needed(String column) throws BrokenCell {
        String cell = text(column);
        if (cell.isEmpty()) {
            throw new BrokenCell(column, Flaw.MISSING);
        }
        return cell;
    }

    Optional<Pseudonym> shopper(String column) throws BrokenCell {
        needed(column);
        return shopperIfKnown(column);
    }

    /** Ids that a spreadsheet or data frame made into decimals ({@code 17850.0}) are the whole numbers they were. */
    Optional<Pseudonym> shopperIfKnown(String column) throws BrokenCell {
        String cell = text(column);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        if (cell.length() > SHOPPER_CHARACTERS_MAX || hasControl(cell)) {
            throw new BrokenCell(column, Flaw.NOT_AN_ID, SHOPPER_CHARACTERS_MAX);
        }
        if (!cell.equals(lastShopper)) {
            lastShopper = cell;
            lastPseudonym = Optional.of(pseudonyms.of(wholeNumber(cell)));
        }
        return lastPseudonym;
    }

    static String wholeNumber(String id) {
        if (!id.endsWith(".0") || id.length() == 2) {
            return id;
        }
        String number = id.substring(0, id.length() - 2);
        return number.chars().allMatch(c -> c >= '0' && c <= '9') ? number : id;
    }

    String item(String column) throws BrokenCell {
        return id(column, needed(column));
    }

    /** "" where there is none. */
    String idIfKnown(String column) throws BrokenCell {
        String cell = text(column);
        return cell.isEmpty() ? "" : id(column, cell);
    }

    private static String id(String column, String cell) throws BrokenCell {
        if (cell.length() > ID_CHARACTERS_MAX || hasControl(cell) || cell.indexOf(' ') >= 0) {
            throw new BrokenCell(column, Flaw.NOT_AN_ID, ID_CHARACTERS_MAX);
        }
        return wholeNumber(cell);
    }

    /** Categories are words and may hold spaces. */
    String category(String column) throws BrokenCell {
        String cell = text(column);
        if (cell.length() > 2 * ID_CHARACTERS_MAX || hasControl(cell)) {
            throw new BrokenCell(column, Flaw.NOT_AN_ID, 2 * ID_CHARACTERS_MAX);
        }
        return wholeNumber(cell);
    }

    private static boolean hasControl(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (Character.isISOControl(cell.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    Action action(String column, Map<String, Action> words) throws BrokenCell {
        Action action = words.get(needed(column));
        if (action == null) {
            throw new BrokenCell(column, Flaw.UNKNOWN_ACTION, String.join(", ", words.keySet()));
        }
        return action;
    }

    Instant epoch(String column) throws BrokenCell {
        return clock.epoch(column, whole(column, wholeNumber(needed(column))));
    }

    Instant local(String column, DateTimeFormatter form, String example) throws BrokenCell {
        LocalDateTime time;
        try {
            time = LocalDateTime.parse(needed(column), form);
        } catch (DateTimeException e) {
            throw new BrokenCell(column, Flaw.NOT_A_TIME, example);
        }
        return clock.local(column, time);
    }

    /** ISO 8601 with an offset, or a number of seconds or milliseconds. */
    Instant isoOrEpoch(String column) throws BrokenCell {
        String cell = needed(column);
        if (cell.length() < 5 || cell.charAt(4) != '-') {
            return epoch(column);
        }
        Instant at;
        try {
            at = cell.endsWith("Z")
                    ? Instant.parse(cell)
                    : OffsetDateTime.parse(cell).toInstant();
        } catch (DateTimeException e) {
            throw new BrokenCell(column, Flaw.NOT_A_TIME, "2026-11-11T20:00:00Z");
        }
        return clock.checked(column, at);
    }

    private static long whole(String column, String cell) throws BrokenCell {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw new BrokenCell(column, Flaw.NOT_A_NUMBER);
        }
    }

    /** @return at least 1; 1 where the cell is empty */
    int unitsOrOne(String column) throws BrokenCell {
        return text(column).isEmpty() ? 1 : units(column, needed(column));
    }

    int units(String column) throws BrokenCell {
        return units(column, needed(column));
    }

    /** Of a return: a shop writes them as a negative number, or as a positive one. */
    int unitsTakenBack(String column) throws BrokenCell {
        String cell = needed(column);
        return units(column, cell.startsWith("-") ? cell.substring(1) : cell);
    }

    private static int units(String column, String cell) throws BrokenCell {
        long units = whole(column, wholeNumber(cell));
        if (units <= 0) {
            throw new BrokenCell(column, Flaw.NOT_POSITIVE);
        }
        if (units > UNITS_MAX) {
            throw new BrokenCell(column, Flaw.TOO_LARGE, UNITS_MAX);
        }
        return (int) units;
    }

    /** A decimal number of the major unit, as {@code 2.55}. */
    OptionalLong price(String column) throws BrokenCell {
        return OptionalLong.of(price(column, needed(column), 2));
    }

    /** A whole number of the minor unit; empty where the cell is. */
    OptionalLong centsIfKnown(String column) throws BrokenCell {
        String cell = text(column);
        return cell.isEmpty() ? OptionalLong.empty() : OptionalLong.of(price(column, cell, 0));
    }

    private static long price(String column, String cell, int scale) throws BrokenCell {
        BigDecimal price;
        try {
            // A number of more digits is no price, and 1e999999999 would take the memory of its zeros.
            if (cell.length() > 32 || cell.indexOf('e') >= 0 || cell.indexOf('E') >= 0) {
                throw new BrokenCell(column, Flaw.NOT_A_PRICE);
            }
            price = new BigDecimal(cell).movePointRight(scale).setScale(0, RoundingMode.HALF_UP);
        } catch (NumberFormatException e) {
            throw new BrokenCell(column, Flaw.NOT_A_PRICE);
        }
        if (price.signum() <= 0) {
            throw new BrokenCell(column, Flaw.NOT_POSITIVE);
        }
        if (price.compareTo(BigDecimal.valueOf(PRICE_CENTS_MAX)) > 0) {
            throw new BrokenCell(column, Flaw.TOO_LARGE, PRICE_CENTS_MAX / 100);
        }
        return price.longValue();
    }
}
