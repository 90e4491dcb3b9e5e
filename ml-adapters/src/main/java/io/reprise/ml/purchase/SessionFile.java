package io.reprise.ml.purchase;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads visits from a CSV file with the columns of UCI's Online Shoppers Purchasing Intention (Sakar et al. 2018), gzipped
 * where its name ends in {@code .gz}; rows in the order of time.
 */
public final class SessionFile {

    /** Columns that count or measure. */
    public static final List<String> NUMBERS = List.of(
            "Administrative",
            "Administrative_Duration",
            "Informational",
            "Informational_Duration",
            "ProductRelated",
            "ProductRelated_Duration",
            "BounceRates",
            "ExitRates",
            "PageValues",
            "SpecialDay");

    /** Columns that name. */
    public static final List<String> KINDS =
            List.of("OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType", "Weekend");

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** A file that is not there or not in the layout. */
    public static final class Unusable extends IOException {
        Unusable(String message) {
            super(message);
        }
    }

    private SessionFile() {}

    /** @throws Unusable naming the column or the row at fault */
    public static List<ShopperSession> read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Unusable("'" + file + "' is no file that can be read: give a CSV with the columns " + NUMBERS
                    + ", " + KINDS + ", Month and Revenue");
        }
        List<ShopperSession> sessions = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> missing = new ArrayList<>(NUMBERS);
            missing.addAll(KINDS);
            missing.addAll(List.of("Month", "Revenue"));
            missing.removeAll(rows.getHeaderNames());
            if (!missing.isEmpty()) {
                throw new Unusable("'" + file + "' lacks the columns " + missing);
            }
            for (CSVRecord row : rows) {
                sessions.add(session(row));
            }
        }
        return sessions;
    }

    private static ShopperSession session(CSVRecord row) throws Unusable {
        double[] numbers = new double[NUMBERS.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(row.get(NUMBERS.get(i)));
            } catch (NumberFormatException e) {
                throw new Unusable("row " + row.getRecordNumber() + ": " + NUMBERS.get(i) + " is '"
                        + row.get(NUMBERS.get(i)) + "' and should be a number");
            }
        }
        String month = row.get("Month").toLowerCase(Locale.ROOT);
        int number = month.length() < 3 ? 0 : MONTHS.indexOf(month.substring(0, 3)) + 1;
        if (number == 0) {
            throw new Unusable("row " + row.getRecordNumber() + ": Month is '" + row.get("Month")
                    + "' and should be a month's English name or its first three letters");
        }
        return new ShopperSession(numbers, KINDS.stream().map(row::get).toList(), number, isTrue(row.get("Revenue")));
    }

    private static boolean isTrue(String cell) {
        return List.of("true", "yes", "1").contains(cell.toLowerCase(Locale.ROOT));
    }
}
