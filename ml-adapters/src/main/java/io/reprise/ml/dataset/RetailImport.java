package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.source.Flaw;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads invoice lines in the layout of UCI "Online Retail": InvoiceNo, StockCode, Description, Quantity, InvoiceDate
 * ({@code yyyy-MM-dd HH:mm:ss}), UnitPrice, CustomerID, Country. Customer ids become pseudonyms here and go no further.
 * Holds all sale lines in memory, for training on a shop's sales; {@link ActionImport} reads what is larger, and reports
 * what is wrong with it.
 */
public final class RetailImport {

    static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int UNITS_MAX = 1_000_000;
    private static final int PROGRESS_ROWS = 20_000;
    private static final BrokenCell BROKEN = new BrokenCell("line", Flaw.MISSING);

    /** @param setAside rows that are neither sales nor returns; the import says why, this reading only counts them */
    public record Result(List<SaleLine> sales, long rows, long returns, long setAside) {}

    /** The file is not in a layout that can be read. */
    public static final class UnreadableFile extends RuntimeException {
        UnreadableFile(String message) {
            super(message);
        }
    }

    private final Function<String, Pseudonym> pseudonyms;
    private final LongConsumer progress;
    private final List<SaleLine> sales = new ArrayList<>();
    private long rows;
    private long returns;
    private long setAside;

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
                take(row);
            }
        } catch (java.io.UncheckedIOException e) {
            throw new UnreadableFile(source + " cannot be read as CSV after row " + rows + ": "
                    + e.getCause().getMessage());
        }
        return new Result(List.copyOf(sales), rows, returns, setAside);
    }

    private void take(CSVRecord row) {
        rows++;
        if (rows % PROGRESS_ROWS == 0) {
            progress.accept(rows);
        }
        if (row.isConsistent() && row.get("InvoiceNo").startsWith("C")) {
            returns++;
            return;
        }
        try {
            require(row.isConsistent());
            sales.add(line(row));
        } catch (BrokenCell e) {
            setAside++;
        }
    }

    private SaleLine line(CSVRecord row) throws BrokenCell {
        String invoice = row.get("InvoiceNo").strip();
        String sku = row.get("StockCode").strip();
        require(!invoice.isEmpty());
        require(sku.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}"));
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
                customer.isEmpty() ? Optional.empty() : Optional.of(pseudonyms.apply(customer)),
                row.get("Country").strip());
    }

    private static int units(String cell) throws BrokenCell {
        try {
            int units = Integer.parseInt(cell.strip());
            require(units > 0 && units <= UNITS_MAX);
            return units;
        } catch (NumberFormatException e) {
            throw BROKEN;
        }
    }

    private static long cents(String cell) throws BrokenCell {
        try {
            long cents = Math.round(Double.parseDouble(cell.strip()) * 100);
            require(cents > 0);
            return cents;
        } catch (NumberFormatException e) {
            throw BROKEN;
        }
    }

    private static LocalDateTime time(String cell) throws BrokenCell {
        try {
            return LocalDateTime.parse(cell.strip(), TIME);
        } catch (DateTimeParseException e) {
            throw BROKEN;
        }
    }

    private static void require(boolean holds) throws BrokenCell {
        if (!holds) {
            throw BROKEN;
        }
    }
}
