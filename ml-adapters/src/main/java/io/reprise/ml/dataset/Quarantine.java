package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Reason;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows set aside: file, line, column, reason, and the row's shape. The shape has 9 for every digit and a for every letter:
 * in a row whose cells are not what they should be, any of them could be the id of a person, and none may get through.
 * Whoever has the file finds the row by its line.
 */
final class Quarantine implements Closeable {

    static final String FILE = "quarantine.csv.gz";

    private static final int SHAPE_CHARACTERS_MAX = 200;

    private final CSVPrinter csv;

    Quarantine(Path folder) throws IOException {
        this.csv = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .get()
                .print(new BufferedWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(folder.resolve(FILE))), StandardCharsets.UTF_8)));
        csv.printRecord("file", "line", "column", "code", "reason", "shape");
    }

    void add(String file, long line, String column, Reason reason, List<String> cells) throws IOException {
        csv.printRecord(file, line, column, reason.flaw().key(), reason.text(Locale.ENGLISH), shape(cells));
    }

    static String shape(List<String> cells) {
        String start = cells.stream().limit(SHAPE_CHARACTERS_MAX).collect(Collectors.joining(","));
        StringBuilder shape = new StringBuilder();
        start.codePoints()
                .limit(SHAPE_CHARACTERS_MAX)
                .forEach(c -> shape.appendCodePoint(
                        Character.isDigit(c)
                                ? '9'
                                : Character.isLetter(c) ? 'a' : Character.isISOControl(c) ? '?' : c));
        return shape.toString();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
