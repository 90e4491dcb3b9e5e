package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.source.CsvRows;
import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.SourceFile;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stock on hand, as CSV with the columns {@code item} and {@code onHand}. */
final class StockFile {

    private static final int ITEMS_MAX = 100_000;

    private StockFile() {}

    /** @throws UnreadableData naming the line if it is not as it should be: stock that is half read misleads */
    static Map<String, Long> read(Path file) throws IOException {
        Map<String, Long> stock = new TreeMap<>();
        try (CsvRows rows =
                new CsvRows(SourceFile.open(file, Limits.DEFAULT), Limits.DEFAULT, StandardCharsets.UTF_8, ',')) {
            List<String> header = rows.next().map(RawRow::cells).orElse(List.of());
            int item = header.indexOf("item");
            int onHand = header.indexOf("onHand");
            if (item < 0 || onHand < 0) {
                throw new UnreadableData(
                        file.getFileName() + " has the columns " + header + ": it needs 'item' and 'onHand'");
            }
            for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                List<String> cells = row.get().cells();
                boolean readable = row.get().fault().isEmpty()
                        && cells.size() == header.size()
                        && !cells.get(item).isBlank()
                        && cells.get(onHand).strip().matches("\\d{1,12}");
                if (!readable || stock.size() == ITEMS_MAX) {
                    throw new UnreadableData(
                            file.getFileName() + ", line " + row.get().line() + ": "
                                    + (readable
                                            ? "more than " + ITEMS_MAX + " items; give those of the sale"
                                            : "needs an item and a whole number, not negative, for onHand"));
                }
                stock.put(
                        cells.get(item).strip(),
                        Long.parseLong(cells.get(onHand).strip()));
            }
        }
        return stock;
    }
}
