package io.reprise.ml.dataset;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Finds rows that are equal to an earlier one in every cell, and lists where they are. Rows come sorted by shopper and
 * instant, so equal ones are close together, and only those of one shopper in one instant are remembered.
 */
final class DuplicateRows implements Closeable {

    static final String FILE = "duplicates.csv.gz";

    /** Different rows of one shopper in one instant that are remembered; nobody does so much at once. */
    private static final int REMEMBERED_MAX = 100_000;

    private record Row(ShopperAction action, long rowHash) {}

    private record Place(int file, long line) {}

    private final CSVPrinter csv;
    private final List<String> files;
    private final Map<Row, Place> seen = new HashMap<>();
    private String shopper = "";
    private Instant at = Instant.MIN;

    /** @param files names, by the number that rows carry */
    DuplicateRows(Path folder, List<String> files) throws IOException {
        this.files = files;
        this.csv = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .get()
                .print(new BufferedWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(folder.resolve(FILE))), StandardCharsets.UTF_8)));
        csv.printRecord("file", "line", "sameAsFile", "sameAsLine");
    }

    boolean isOne(SortedRow row) throws IOException {
        if (!row.action().at().equals(at) || !row.action().shopperKey().equals(shopper)) {
            seen.clear();
            at = row.action().at();
            shopper = row.action().shopperKey();
        }
        Row key = new Row(row.action(), row.rowHash());
        Place earlier = seen.get(key);
        if (earlier != null) {
            csv.printRecord(files.get(row.file()), row.line(), files.get(earlier.file()), earlier.line());
            return true;
        }
        if (seen.size() < REMEMBERED_MAX) {
            seen.put(key, new Place(row.file(), row.line()));
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
