package io.reprise.benchmarks.models;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Gzipped CSV files with a header. */
final class Tables {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private Tables() {}

    static void read(Path file, Consumer<CSVRecord> row) throws IOException {
        try (Reader in =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
            FORMAT.parse(in).forEach(row);
        }
    }

    /** NaN where there is none. */
    static double number(String cell) {
        return cell.isEmpty() || cell.equalsIgnoreCase("nan") || cell.equals("NA")
                ? Double.NaN
                : Double.parseDouble(cell);
    }
}
