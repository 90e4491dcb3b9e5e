package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads invoice lines in the layout of UCI "Online Retail": InvoiceNo, StockCode, Description, Quantity, InvoiceDate
 * ({@code yyyy-MM-dd HH:mm:ss}), UnitPrice, CustomerID, Country. Customer ids become pseudonyms here and go no further.
 */
public final class RetailImport {

    static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int UNITS_MAX = 1_000_000;
    private static final int PROGRESS_ROWS = 20_000;

    /** A row set aside. @param line line of the file, from 1 */
    public record Quarantined(long line, String reason, String row) {}

    public record Result(List<SaleLine> sales, List<Quarantined> quarantine, DataQualityReport report) {}

    /** The file is not in a layout that can be read. */
    public static final class UnreadableFile extends RuntimeException {
        UnreadableFile(String message) {
            super(message);
        }
    }

    /** A cell that cannot be read. */
    private static final class BrokenCell extends Exception {
        private static final long serialVersionUID = 1L;
        private final String column;

        BrokenCell(String column, String reason) {
            super(column + ": " + reason);
            this.column = column;
        }
    }

    private final Function<String, Pseudonym> pseudonyms;
    private final LongConsumer progress;
    private final List<SaleLine> sales = new ArrayList<>();
    private final List<Quarantined> quarantine = new ArrayList<>();
    private final SortedMap<String, Long> reasons = new TreeMap<>();
    private final long[] missing = new long[COLUMNS.size()];
    private final long[] broken = new long[COLUMNS.size()];
    private final Set<String> seen = new HashSet<>();
    private long rows;
    private long returns;
    private long duplicates;

    /** @param progress told the number of rows read, now and then */
    public RetailImport(Function<String, Pseudonym> pseudonyms, LongConsumer progress) {
        this.pseudonyms = pseudonyms;
        this.progress = progress;
    }

    /** @throws UnreadableFile if a column is missing */
    public Result read(String source, InputStream csv) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8));
                CSVParser parser = format.parse(reader)) {
            for (String column : COLUMNS) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new UnreadableFile("column '" + column + "' is missing from " + source + "; it has "
                            + parser.getHeaderNames() + ", and needs " + COLUMNS);
                }
            }
            for (CSVRecord row : parser) {
                take(row, parser.getCurrentLineNumber());
            }
        } catch (java.io.UncheckedIOException e) {
            throw new UnreadableFile(source + " cannot be read as CSV after row " + rows + ": "
                    + e.getCause().getMessage());
        }
        return new Result(List.copyOf(sales), List.copyOf(quarantine), report(source));
    }

    private void take(CSVRecord row, long line) {
        rows++;
        if (rows % PROGRESS_ROWS == 0) {
            progress.accept(rows);
        }
        if (!row.isConsistent()) {
            setAside(line, "has " + row.size() + " cells instead of " + COLUMNS.size(), row);
            return;
        }
        for (int i = 0; i < COLUMNS.size(); i++) {
            missing[i] += row.get(COLUMNS.get(i)).isBlank() ? 1 : 0;
        }
        if (row.get("InvoiceNo").startsWith("C")) {
            returns++;
            return;
        }
        try {
            sales.add(line(row));
            if (!seen.add(String.join("\u0001", row.values()))) {
                duplicates++;
            }
        } catch (BrokenCell e) {
            broken[COLUMNS.indexOf(e.column)]++;
            setAside(line, e.getMessage(), row);
        }
    }

    private void setAside(long line, String reason, CSVRecord row) {
        reasons.merge(reason.replaceAll("'[^']*'", "'…'"), 1L, Long::sum);
        quarantine.add(new Quarantined(line, reason, String.join(",", row.values())));
    }

    private SaleLine line(CSVRecord row) throws BrokenCell {
        String invoice = row.get("InvoiceNo").strip();
        String sku = row.get("StockCode").strip();
        require(!invoice.isEmpty(), "InvoiceNo", "is empty");
        require(sku.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}"), "StockCode", "'" + sku + "' is no stock code");
        int units = units(row.get("Quantity"));
        long cents = cents(row.get("UnitPrice"));
        String customer = row.get("CustomerID").strip();
        return new SaleLine(
                invoice,
                sku,
                row.get("Description").strip(),
                time(row.get("InvoiceDate")),
                units,
                cents,
                customer.isEmpty() ? Optional.empty() : Optional.of(pseudonyms.apply(customer)));
    }

    private static int units(String cell) throws BrokenCell {
        try {
            int units = Integer.parseInt(cell.strip());
            require(units > 0, "Quantity", "is not positive and the invoice is no cancellation");
            require(units <= UNITS_MAX, "Quantity", "is beyond " + UNITS_MAX);
            return units;
        } catch (NumberFormatException e) {
            throw new BrokenCell("Quantity", "'" + cell + "' is no whole number");
        }
    }

    private static long cents(String cell) throws BrokenCell {
        try {
            long cents = Math.round(Double.parseDouble(cell.strip()) * 100);
            require(cents > 0, "UnitPrice", "is not positive");
            return cents;
        } catch (NumberFormatException e) {
            throw new BrokenCell("UnitPrice", "'" + cell + "' is no price");
        }
    }

    private static LocalDateTime time(String cell) throws BrokenCell {
        try {
            return LocalDateTime.parse(cell.strip(), TIME);
        } catch (DateTimeParseException e) {
            throw new BrokenCell("InvoiceDate", "'" + cell + "' is no time like 2010-12-01 08:26:00");
        }
    }

    private static void require(boolean holds, String column, String reason) throws BrokenCell {
        if (!holds) {
            throw new BrokenCell(column, reason);
        }
    }

    private DataQualityReport report(String source) {
        int[] units = sales.stream().mapToInt(SaleLine::units).sorted().toArray();
        int limit = units.length == 0 ? 0 : units[(int) (0.999 * (units.length - 1))];
        List<DataQualityReport.Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            columns.add(new DataQualityReport.Column(COLUMNS.get(i), missing[i], broken[i]));
        }
        return new DataQualityReport(
                source,
                rows,
                sales.size(),
                returns,
                duplicates,
                sales.stream().filter(s -> s.units() > limit).count(),
                reasons,
                columns,
                sales.stream().map(SaleLine::at).min(LocalDateTime::compareTo).orElse(null),
                sales.stream().map(SaleLine::at).max(LocalDateTime::compareTo).orElse(null),
                (int) sales.stream().map(SaleLine::sku).distinct().count(),
                (int) sales.stream()
                        .flatMap(s -> s.shopper().stream())
                        .distinct()
                        .count());
    }
}
