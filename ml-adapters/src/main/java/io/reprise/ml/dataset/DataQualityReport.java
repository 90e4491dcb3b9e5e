package io.reprise.ml.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reprise.ml.dataset.source.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What an import found. Every row read was imported, set aside or a duplicate; {@link #balanced()} is checked before
 * anything is kept.
 *
 * @param layout word of the layout
 * @param rows rows read, without headers and blank lines
 * @param imported rows that became actions
 * @param quarantined rows set aside with line, column and reason
 * @param duplicates rows equal to an earlier one in every cell
 * @param clock what is odd about times without making a row unusable, and how they were understood
 * @param actions imported rows by what was done
 * @param unknownWords words that stand where an action should, of several shoppers (one person's could name that person)
 * @param anonymous imported rows whose shopper nobody knows
 * @param items different items; {@code itemsExact} is false where there are at least so many
 * @param days imported rows a day, in the import's zone
 */
public record DataQualityReport(
        String source,
        String layout,
        Settings settings,
        List<SourceRows> files,
        long rows,
        long imported,
        long quarantined,
        long duplicates,
        List<Column> columns,
        List<Quarantined> reasons,
        Clock clock,
        SortedMap<String, Long> actions,
        SortedMap<String, Long> unknownWords,
        long shoppers,
        long anonymous,
        long items,
        boolean itemsExact,
        Optional<Spread> units,
        Optional<Spread> priceCents,
        Optional<Spread> actionsPerShopper,
        SortedMap<LocalDate, Long> days) {

    private static final int REASONS_SHOWN = 12;

    /** What was chosen or found out before reading. */
    public record Settings(String zone, String currency, String encoding, String timeUnit, String duplicatesFoundBy) {}

    /** @param lookups rows of tables that are joined to the rows counted elsewhere */
    public record SourceRows(String file, long rows, long blankLines, long lookups, List<String> unusedColumns) {}

    /** @param missing empty cells, @param broken cells that set their row aside, @param outliers cells beyond the spread */
    public record Column(String name, boolean required, long missing, long broken, long outliers) {}

    /** @param code of {@link io.reprise.ml.dataset.source.Flaw}, @param text in English, with the remedy */
    public record Quarantined(String column, String code, String detail, String text, long rows) {
        static Quarantined of(String column, Reason reason, long rows) {
            return new Quarantined(column, reason.flaw().key(), reason.detail(), reason.text(Locale.ENGLISH), rows);
        }
    }

    /**
     * @param stepsBack rows earlier than the row before them, of the same shopper
     * @param outsideMost rows outside the days that hold the middle 99.8 % of rows, and more than 30 days from them
     */
    public record Clock(
            Optional<Instant> first, Optional<Instant> last, long wrong, long stepsBack, long outsideMost) {}

    /**
     * @param median by a histogram with steps of 9 %, likewise {@code limit}
     * @param limit 99.9 % of values are not above
     * @param above values above the limit: outliers, counted and kept
     */
    public record Spread(long min, double median, double limit, long max, long above) {}

    /** For people, fixed width. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format("Data quality of %s, read as %s%n", source, layout));
        text.append(String.format(
                "  %,d rows = %,d imported + %,d set aside + %,d duplicates%n",
                rows, imported, quarantined, duplicates));
        text.append(String.format(
                "  %s to %s, %,d shoppers, %s%,d items; %s%n",
                clock.first().map(Instant::toString).orElse("-"),
                clock.last().map(Instant::toString).orElse("-"),
                shoppers,
                itemsExact ? "" : "at least ",
                items,
                actions.entrySet().stream()
                        .map(a -> String.format("%,d %s", a.getValue(), a.getKey()))
                        .collect(Collectors.joining(", "))));
        for (Column c : columns) {
            if (c.missing() + c.broken() + c.outliers() > 0) {
                text.append(String.format(
                        "  %-16s %,10d empty %,10d unreadable %,10d outliers%n",
                        c.name(), c.missing(), c.broken(), c.outliers()));
            }
        }
        reasons.stream()
                .limit(REASONS_SHOWN)
                .forEach(r -> text.append(String.format("  set aside %,8d: %s %s%n", r.rows(), r.column(), r.text())));
        if (!unknownWords.isEmpty()) {
            text.append("  words for actions that are not known: ")
                    .append(unknownWords)
                    .append('\n');
        }
        if (clock.stepsBack() + clock.outsideMost() > 0) {
            text.append(String.format(
                    "  clocks: %,d rows step back, %,d are more than 30 days from nearly all others%n",
                    clock.stepsBack(), clock.outsideMost()));
        }
        return text.toString();
    }

    @JsonIgnore
    public boolean balanced() {
        return rows == imported + quarantined + duplicates;
    }
}
