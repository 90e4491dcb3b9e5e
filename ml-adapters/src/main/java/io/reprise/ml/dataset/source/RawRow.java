package io.reprise.ml.dataset.source;

import java.util.List;
import java.util.Optional;

/**
 * One row as it stands in a file.
 *
 * @param line where it begins, from 1; the row's number where a file has no lines
 * @param cells text of each cell, "" where there is none
 * @param fault why the row as a whole cannot be read; its cells are then what could be made out
 */
public record RawRow(long line, List<String> cells, Optional<Fault> fault) {

    /** @param column what part of the row, "line" where it is all of it */
    public record Fault(String column, Reason reason) {}

    static RawRow good(long line, List<String> cells) {
        return new RawRow(line, cells, Optional.empty());
    }

    static RawRow bad(long line, List<String> cells, Flaw flaw, Object detail) {
        return new RawRow(line, cells, Optional.of(new Fault("line", new Reason(flaw, String.valueOf(detail)))));
    }
}
