package io.reprise.ml.dataset.source;

import io.reprise.ml.dataset.source.Lines.Line;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of comma-separated values as in RFC 4180. Unlike a parser of whole streams it survives what files of other people
 * hold: a quote that is never closed, bytes of another encoding, or an endless line cost one row, not the rest of the file.
 */
public final class CsvRows implements Rows {

    private static final char UNREADABLE = '\ufffd';

    private final SourceFile file;
    private final Lines lines;
    private final Limits limits;
    private final Charset charset;
    private final char separator;
    private long blank;

    /** @param charset of which no character but LF holds the byte 0x0A: UTF-8, GB18030 and ISO 8859 will do */
    public CsvRows(SourceFile file, Limits limits, Charset charset, char separator) {
        this.file = file;
        this.lines = new Lines(file.bytes(), limits.lineBytesMax());
        this.limits = limits;
        this.charset = charset;
        this.separator = separator;
    }

    @Override
    public Optional<RawRow> next() throws IOException {
        Line line = lines.next();
        while (line != null && line.bytes().length == 0) {
            blank++;
            line = lines.next();
        }
        return line == null ? Optional.empty() : Optional.of(row(line));
    }

    @Override
    public double progress() {
        return file.progress();
    }

    @Override
    public long blankLines() {
        return blank;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private RawRow row(Line line) throws IOException {
        String text = new String(line.bytes(), charset);
        if (!line.whole()) {
            return RawRow.bad(line.number(), List.of(text), Flaw.TOO_LONG, limits.lineBytesMax());
        }
        if (text.indexOf(UNREADABLE) >= 0) {
            return RawRow.bad(line.number(), List.of(text), Flaw.ENCODING, charset.name());
        }
        if (text.indexOf('"') < 0) {
            return counted(line.number(), plainCells(text));
        }
        return quotedRow(line, text);
    }

    private RawRow counted(long number, List<String> cells) {
        return cells.size() <= limits.cellsMax()
                ? RawRow.good(number, cells)
                : RawRow.bad(number, List.of(cells.getFirst()), Flaw.TOO_MANY_CELLS, limits.cellsMax());
    }

    /** Stops one cell beyond the limit: nobody needs a million cells to be told that they are too many. */
    private List<String> plainCells(String text) {
        List<String> cells = new ArrayList<>(8);
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0 && cells.size() <= limits.cellsMax(); ) {
            cells.add(text.substring(from, to));
            from = to + 1;
            to = text.indexOf(separator, from);
        }
        cells.add(text.substring(from));
        return cells;
    }

    /** A quoted cell may run over lines; where its end is not found, the lines after the first are read again. */
    private RawRow quotedRow(Line first, String firstText) throws IOException {
        List<Line> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(firstText);
        Optional<List<String>> cells = quotedCells(text);
        while (cells.isEmpty() && more.size() < limits.quotedLinesMax() && text.length() < limits.lineBytesMax()) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            text.append('\n').append(new String(next.bytes(), charset));
            // Only a line with a quote in it can close what is open.
            cells = hasQuote(next) ? quotedCells(text) : cells;
        }
        if (cells.isPresent()) {
            return text.indexOf(String.valueOf(UNREADABLE)) < 0
                    ? counted(first.number(), cells.get())
                    : RawRow.bad(first.number(), cells.get(), Flaw.ENCODING, charset.name());
        }
        lines.giveBack(more);
        return RawRow.bad(first.number(), plainCells(firstText), Flaw.OPEN_QUOTE, "");
    }

    private static boolean hasQuote(Line line) {
        for (byte b : line.bytes()) {
            if (b == '"') {
                return true;
            }
        }
        return false;
    }

    /** Cells of a row with quotes, or empty where a quote is open at its end. */
    private Optional<List<String>> quotedCells(CharSequence text) {
        List<String> cells = new ArrayList<>(8);
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return quoted ? Optional.empty() : Optional.of(cells);
    }
}
