package io.reprise.ml.response;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a campaign with a hold-out from a CSV file, gzipped where its name ends in {@code .gz}: column {@code arm} ({@code
 * control} for those who were sent nothing), {@code outcome} (0 or 1), and any others that were known before. The file of
 * the MineThatData e-mail challenge (Hillstrom 2008) is read as it is, with the visit as outcome.
 */
public final class ResponseFile {

    /** A file that is not there or not in the layout. */
    public static final class Unusable extends IOException {
        Unusable(String message) {
            super(message);
        }
    }

    private ResponseFile() {}

    /** @throws Unusable naming the column or row at fault */
    public static Responses read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Unusable(
                    "'" + file + "' is no file that can be read: give a CSV with the columns arm and outcome");
        }
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> header = rows.getHeaderNames();
            boolean isHillstrom = header.containsAll(List.of("segment", "visit", "conversion", "spend"));
            String arm = isHillstrom ? "segment" : "arm";
            String outcome = isHillstrom ? "visit" : "outcome";
            if (!header.contains(arm) || !header.contains(outcome)) {
                throw new Unusable("'" + file + "' needs the columns arm and outcome; its columns are " + header);
            }
            // What came after the campaign must not tell who is to be sent it.
            List<String> later = isHillstrom ? List.of("conversion", "spend") : List.of();
            List<String> columns = header.stream()
                    .filter(c -> !c.equals(arm) && !c.equals(outcome) && !later.contains(c))
                    .toList();
            return read(rows, columns, arm, outcome);
        }
    }

    private static Responses read(CSVParser rows, List<String> columns, String arm, String outcome) throws Unusable {
        List<List<String>> values = new ArrayList<>();
        List<String> arms = new ArrayList<>();
        List<Boolean> bought = new ArrayList<>();
        for (CSVRecord row : rows) {
            String of = row.get(outcome);
            if (!of.equals("0") && !of.equals("1")) {
                throw new Unusable(
                        "row " + row.getRecordNumber() + ": " + outcome + " is '" + of + "' and should be 0 or 1");
            }
            values.add(columns.stream().map(row::get).toList());
            arms.add(row.get(arm).equals("No E-Mail") ? Responses.CONTROL : row.get(arm));
            bought.add(of.equals("1"));
        }
        boolean[] flags = new boolean[bought.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = bought.get(i);
        }
        return new Responses(columns, values, arms, flags);
    }
}
