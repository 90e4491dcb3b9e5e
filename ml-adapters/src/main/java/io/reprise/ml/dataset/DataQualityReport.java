package io.reprise.ml.dataset;

import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;

/**
 * What an import found. Every row read is a sale, a return or in quarantine; nothing is dropped in silence.
 *
 * @param rows rows read, without the header
 * @param sales rows that became sale lines
 * @param returns rows of cancelled invoices, kept apart
 * @param duplicates rows equal to an earlier one in every column; counted, kept as sales
 * @param outliers rows with more units than 99.9 % of all rows; counted, kept as sales
 * @param quarantined rows set aside, by reason
 */
public record DataQualityReport(
        String source,
        long rows,
        long sales,
        long returns,
        long duplicates,
        long outliers,
        SortedMap<String, Long> quarantined,
        List<Column> columns,
        LocalDateTime first,
        LocalDateTime last,
        int items,
        int shoppers) {

    /** @param missing empty cells, @param broken cells that could not be read */
    public record Column(String name, long missing, long broken) {}

    public long quarantinedRows() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people, fixed width. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Data quality of ").append(source).append('\n');
        text.append(
                String.format("  %,d rows, %s to %s, %,d items, %,d shoppers%n", rows, first, last, items, shoppers));
        text.append(String.format(
                "  %,d sales, %,d returns, %,d in quarantine; of the sales %,d duplicates and %,d outliers%n",
                sales, returns, quarantinedRows(), duplicates, outliers));
        columns.forEach(c ->
                text.append(String.format("  %-12s %,8d missing %,6d broken%n", c.name(), c.missing(), c.broken())));
        quarantined.forEach((reason, count) -> text.append(String.format("  quarantined %,6d: %s%n", count, reason)));
        return text.toString();
    }
}
