package io.reprise.ml.dataset.source;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rows of an Apache Parquet file with flat columns, as text: times as ISO 8601 instants, nothing for null. The reader
 * underneath can wait for ever on a file with broken pages, so each call to it has a limit of time.
 */
public final class ParquetRows implements Rows {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Kept, because the logger's level would be forgotten with it: how pages are unpacked is nobody's business. */
    private static final Logger READER_LOG = Logger.getLogger("dev.hardwood");

    static {
        READER_LOG.setLevel(Level.WARNING);
    }

    private final String name;
    private final Patience patience;
    private final ParquetFileReader reader;
    private final RowReader rows;
    private final List<String> columns = new ArrayList<>();
    private final long count;
    private long read;

    /** @throws UnreadableData if it is no Parquet file, or one with nested columns */
    public ParquetRows(Path file) throws IOException {
        this(file, PATIENCE);
    }

    ParquetRows(Path file, Duration limit) throws IOException {
        this.name = file.getFileName().toString();
        this.patience = new Patience(Thread.currentThread(), limit);
        try {
            this.reader = patience.within(() -> ParquetFileReader.open(InputFile.of(file)));
            if (!reader.getFileSchema().isFlatSchema()) {
                throw new UnreadableData(name + " has nested columns: write it with one plain column a field");
            }
            reader.getFileSchema().getColumns().forEach(c -> columns.add(c.name()));
            this.count = reader.getFileMetaData().numRows();
            this.rows = patience.within(reader::rowReader);
        } catch (UnreadableData e) {
            patience.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            patience.close();
            throw broken(e);
        }
    }

    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Optional<RawRow> next() {
        try {
            return patience.within(this::row);
        } catch (IOException | RuntimeException e) {
            throw broken(e);
        }
    }

    private Optional<RawRow> row() {
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        rows.next();
        read++;
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.add(rows.isNull(i) ? "" : text(rows.getValue(i)));
        }
        return Optional.of(RawRow.good(read, cells));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private UnreadableData broken(Exception e) {
        return new UnreadableData(
                name + " cannot be read as Parquet after row " + read + " (" + e.getMessage() + "): write it again");
    }

    @Override
    public double progress() {
        return count == 0 ? 1 : read / (double) count;
    }

    @Override
    public void close() throws IOException {
        try {
            patience.within(() -> {
                rows.close();
                reader.close();
                return true;
            });
        } finally {
            patience.close();
        }
    }
}
