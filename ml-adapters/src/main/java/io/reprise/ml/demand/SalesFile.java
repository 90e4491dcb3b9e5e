package io.reprise.ml.demand;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Sales by item and period from a CSV file, gzipped where its name ends in {@code .gz}. Columns: {@code item}, {@code start}
 * (first day of the period, ISO), {@code units}, and as far as they are known {@code price} and {@code base_price},
 * promotions of 0 or 1 in columns {@code flag_…}, and what describes the item in columns {@code content_…}, its category
 * first. A period without a row is one in which the item was not offered; units left empty make a row of what is planned.
 * Where two starts are less than a week apart the periods are days, else weeks.
 */
public final class SalesFile {

    private static final String FLAG = "flag_";
    private static final String CONTENT = "content_";
    private static final int PERIODS_MAX = 4000;

    /** A file that is not there, not in the layout, or holds too little. */
    public static final class Unusable extends IOException {
        Unusable(String message) {
            super(message);
        }
    }

    private record Row(
            LocalDate start, float units, float discount, double base, float[] flags, List<String> content) {}

    private final Path file;
    private List<String> flags = List.of();
    private List<String> contents = List.of();
    private boolean hasPrices;

    private SalesFile(Path file) {
        this.file = file;
    }

    /** @throws Unusable naming the column or row at fault and what would be right */
    public static DemandPanel read(Path file) throws IOException {
        return new SalesFile(file).panel();
    }

    private DemandPanel panel() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Unusable(
                    "'" + file + "' is no file that can be read: give a CSV with the columns item, start and units");
        }
        Map<String, List<Row>> items = new TreeMap<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            header(rows.getHeaderNames());
            for (CSVRecord row : rows) {
                items.computeIfAbsent(row.get("item"), i -> new ArrayList<>()).add(row(row));
            }
        }
        return panel(items);
    }

    private void header(List<String> names) throws Unusable {
        for (String needed : List.of("item", "start", "units")) {
            if (!names.contains(needed)) {
                throw new Unusable("'" + file + "' has no column '" + needed + "'; its columns are " + names);
            }
        }
        flags = names.stream().filter(n -> n.startsWith(FLAG)).toList();
        contents = names.stream().filter(n -> n.startsWith(CONTENT)).toList();
        hasPrices = names.containsAll(List.of("price", "base_price"));
    }

    private Row row(CSVRecord row) throws Unusable {
        float[] raised = new float[flags.size()];
        for (int i = 0; i < raised.length; i++) {
            raised[i] = (float) number(row, flags.get(i), 0);
        }
        double base = hasPrices ? number(row, "base_price", Double.NaN) : Double.NaN;
        double price = hasPrices ? number(row, "price", Double.NaN) : Double.NaN;
        float discount = base > 0 && price > 0 ? (float) Math.max(-1, Math.min(2, Math.log(base / price))) : 0;
        float units = (float) number(row, "units", Double.NaN);
        if (units < 0) {
            throw new Unusable("row " + row.getRecordNumber() + ": units are " + units
                    + " and should be 0 or more; leave returns out");
        }
        try {
            return new Row(
                    LocalDate.parse(row.get("start")),
                    units,
                    discount,
                    base,
                    raised,
                    contents.stream().map(row::get).toList());
        } catch (DateTimeParseException e) {
            throw new Unusable("row " + row.getRecordNumber() + ": start is '" + row.get("start")
                    + "' and should be a day like 2026-11-09");
        }
    }

    private static double number(CSVRecord row, String column, double none) throws Unusable {
        String cell = row.get(column);
        if (cell.isBlank()) {
            return none;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new Unusable(
                    "row " + row.getRecordNumber() + ": " + column + " is '" + cell + "' and should be a number");
        }
    }

    private DemandPanel panel(Map<String, List<Row>> items) throws Unusable {
        long[] starts = items.values().stream()
                .flatMap(List::stream)
                .mapToLong(r -> r.start().toEpochDay())
                .distinct()
                .sorted()
                .toArray();
        if (starts.length < 2) {
            throw new Unusable("'" + file + "' holds fewer than two periods");
        }
        long gap = Long.MAX_VALUE;
        for (int i = 1; i < starts.length; i++) {
            gap = Math.min(gap, starts[i] - starts[i - 1]);
        }
        Cadence cadence = gap >= Cadence.WEEKLY.days() ? Cadence.WEEKLY : Cadence.DAILY;
        long periods = (starts[starts.length - 1] - starts[0]) / cadence.days() + 1;
        if (periods > PERIODS_MAX) {
            throw new Unusable("'" + file + "' spans " + periods + " periods, and at most " + PERIODS_MAX
                    + " are read: leave the oldest out");
        }
        List<DemandSeries> series = new ArrayList<>();
        items.forEach((item, rows) -> series.add(series(item, rows, starts[0], cadence, (int) periods)));
        return new DemandPanel(
                LocalDate.ofEpochDay(starts[0]),
                cadence,
                (int) periods,
                flags.stream().map(f -> f.substring(FLAG.length())).toList(),
                contents.stream().map(c -> c.substring(CONTENT.length())).toList(),
                true,
                series);
    }

    private DemandSeries series(String item, List<Row> rows, long first, Cadence cadence, int periods) {
        float[] units = new float[periods];
        Arrays.fill(units, Float.NaN);
        float[] discount = new float[periods];
        float[][] raised = new float[flags.size()][periods];
        double bases = 0;
        int priced = 0;
        for (Row row : rows) {
            int period = (int) ((row.start().toEpochDay() - first) / cadence.days());
            units[period] = row.units();
            discount[period] = row.discount();
            for (int flag = 0; flag < raised.length; flag++) {
                raised[flag][period] = row.flags()[flag];
            }
            if (row.base() > 0) {
                bases += row.base();
                priced++;
            }
        }
        return new DemandSeries(
                item, rows.getLast().content(), priced == 0 ? 1 : bases / priced, units, discount, raised);
    }
}
