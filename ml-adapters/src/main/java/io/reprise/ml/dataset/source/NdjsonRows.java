package io.reprise.ml.dataset.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.ml.dataset.source.Lines.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One JSON object a line; its fields are the cells, in the order of the given columns. */
public final class NdjsonRows implements Rows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceFile file;
    private final Lines lines;
    private final Limits limits;
    private final List<String> columns;
    private long blank;

    public NdjsonRows(SourceFile file, Limits limits, List<String> columns) {
        this.file = file;
        this.lines = new Lines(file.bytes(), limits.lineBytesMax());
        this.limits = limits;
        this.columns = columns;
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

    private RawRow row(Line line) {
        String text = new String(line.bytes(), StandardCharsets.UTF_8);
        if (!line.whole()) {
            return RawRow.bad(line.number(), List.of(text), Flaw.TOO_LONG, limits.lineBytesMax());
        }
        if (text.indexOf('\ufffd') >= 0) {
            return RawRow.bad(line.number(), List.of(text), Flaw.ENCODING, "UTF-8");
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node.isObject()
                    ? RawRow.good(line.number(), cells(node))
                    : RawRow.bad(line.number(), List.of(text), Flaw.NOT_JSON, "");
        } catch (JsonProcessingException e) {
            return RawRow.bad(line.number(), List.of(text), Flaw.NOT_JSON, "");
        }
    }

    private List<String> cells(JsonNode node) {
        List<String> cells = new ArrayList<>(columns.size());
        for (String column : columns) {
            JsonNode value = node.path(column);
            cells.add(
                    value.isMissingNode() || value.isNull()
                            ? ""
                            : value.isContainerNode() ? value.toString() : value.asText());
        }
        return cells;
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
}
