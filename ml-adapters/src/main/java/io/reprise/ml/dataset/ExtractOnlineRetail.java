package io.reprise.ml.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Makes the bundled extract from the full UCI "Online Retail" file: every line of the items that were sold most often,
 * dirt included, so that the quality report has something to say. The same input gives the same rows.
 */
public final class ExtractOnlineRetail {

    private static final int ITEMS = 60;

    private ExtractOnlineRetail() {}

    /** Arguments: the full file ({@code .csv.gz}) and the extract to write. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: ExtractOnlineRetail online-retail.csv.gz extract.csv.gz");
            System.exit(2);
        }
        List<String[]> rows = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = format.parse(new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(args[0]))), StandardCharsets.UTF_8)))) {
            for (CSVRecord row : parser) {
                rows.add(RetailImport.COLUMNS.stream().map(row::get).toArray(String[]::new));
                if (row.get("StockCode").matches("\\d{5}[A-Z]*")) {
                    lines.merge(row.get("StockCode"), 1, Integer::sum);
                }
            }
        }
        Set<String> kept = new HashSet<>(lines.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(ITEMS)
                .map(Map.Entry::getKey)
                .toList());
        int written = 0;
        try (OutputStream out = Files.newOutputStream(Path.of(args[1]));
                Writer writer = new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8);
                CSVPrinter csv = CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .get()
                        .print(writer)) {
            csv.printRecord(RetailImport.COLUMNS);
            for (String[] row : rows) {
                if (kept.contains(row[1])) {
                    csv.printRecord((Object[]) row);
                    written++;
                }
            }
        }
        System.out.printf("%,d of %,d rows, %,d bytes%n", written, rows.size(), Files.size(Path.of(args[1])));
    }
}
