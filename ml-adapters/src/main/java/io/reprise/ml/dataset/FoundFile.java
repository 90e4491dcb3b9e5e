package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.CsvRows;
import io.reprise.ml.dataset.source.NdjsonRows;
import io.reprise.ml.dataset.source.ParquetRows;
import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.Rows;
import io.reprise.ml.dataset.source.SourceFile;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file whose form is known, with its first rows.
 *
 * @param header names of columns; empty where the file has none
 * @param sample the first rows, without the header
 */
record FoundFile(Path path, Form form, List<String> header, List<RawRow> sample) {

    enum Form {
        CSV,
        NDJSON,
        PARQUET
    }

    private static final int SAMPLE_ROWS = 200;

    String name() {
        return path.getFileName().toString();
    }

    /** Looks at the beginning of a file. */
    static FoundFile look(Path path, ImportOptions options) throws IOException {
        Form form = form(path, options);
        List<String> header = List.of();
        List<RawRow> sample = new ArrayList<>();
        try (Rows rows = open(path, form, options)) {
            if (rows instanceof ParquetRows parquet) {
                header = parquet.columns();
            } else if (form == Form.NDJSON) {
                header = Layout.REPRISE.columnNames();
            }
            Optional<RawRow> row = rows.next();
            while (row.isPresent() && sample.size() <= SAMPLE_ROWS) {
                sample.add(row.get());
                row = rows.next();
            }
        }
        if (sample.isEmpty()) {
            throw new UnreadableData(path.getFileName() + " holds no rows: give the file with the data");
        }
        if (form == Form.CSV && looksLikeHeader(sample.getFirst())) {
            header = sample.removeFirst().cells().stream().map(String::strip).toList();
            refuseTwice(path, header);
        }
        return new FoundFile(path, form, header, List.copyOf(sample));
    }

    private static Form form(Path path, ImportOptions options) throws IOException {
        try (SourceFile file = SourceFile.open(path, options.limits());
                InputStream bytes = file.bytes()) {
            String start = new String(bytes.readNBytes(64), StandardCharsets.ISO_8859_1);
            if (start.startsWith("PAR1")) {
                return Form.PARQUET;
            }
            return start.replace("\u00ef\u00bb\u00bf", "").stripLeading().startsWith("{") ? Form.NDJSON : Form.CSV;
        }
    }

    private static Rows open(Path path, Form form, ImportOptions options) throws IOException {
        return switch (form) {
            case PARQUET -> new ParquetRows(path);
            case NDJSON ->
                new NdjsonRows(SourceFile.open(path, options.limits()), options.limits(), Layout.REPRISE.columnNames());
            case CSV ->
                new CsvRows(
                        SourceFile.open(path, options.limits()),
                        options.limits(),
                        options.encoding(),
                        options.separator());
        };
    }

    /** A header is words: no cell of it is empty of letters. */
    private static boolean looksLikeHeader(RawRow first) {
        return first.fault().isEmpty()
                && first.cells().stream()
                        .allMatch(cell -> cell.chars().anyMatch(Character::isLetter)
                                && cell.strip().length() <= Cells.ID_CHARACTERS_MAX);
    }

    private static void refuseTwice(Path path, List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column.toLowerCase(Locale.ROOT))) {
                throw new UnreadableData("column '" + column + "' is twice in the header of " + path.getFileName()
                        + ": rename one of them");
            }
        }
    }

    /** All rows after the header. */
    Rows rows(ImportOptions options) throws IOException {
        Rows rows = open(path, form, options);
        if (form == Form.CSV && !header.isEmpty()) {
            rows.next();
        }
        return rows;
    }

    long bytes() throws IOException {
        return Files.size(path);
    }
}
