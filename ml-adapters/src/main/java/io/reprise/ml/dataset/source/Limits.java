package io.reprise.ml.dataset.source;

/**
 * How much a file may ask for. A row beyond a limit of rows is set aside; a file beyond a limit of files is refused. Each
 * message names the limit.
 *
 * @param lineBytesMax bytes of one row, quoted line breaks included
 * @param cellsMax cells of one row
 * @param quotedLinesMax lines that one quoted cell may run over
 * @param expansionMax how many times its size a compressed file may grow to; checked after {@link #EXPANSION_FREE_BYTES}
 */
public record Limits(int lineBytesMax, int cellsMax, int quotedLinesMax, long expansionMax) {

    /** So much comes out of any compressed file unasked: a small file harms nobody however well it was packed. */
    public static final long EXPANSION_FREE_BYTES = 64L << 20;

    public static final Limits DEFAULT = new Limits(1 << 20, 1_000, 100, 200);

    public Limits {
        require(lineBytesMax >= 64, "line-bytes-max must be at least 64, but was " + lineBytesMax);
        require(cellsMax >= 1, "cells-max must be at least 1, but was " + cellsMax);
        require(quotedLinesMax >= 1, "quoted-lines-max must be at least 1, but was " + quotedLinesMax);
        require(expansionMax >= 1, "expansion-max must be at least 1, but was " + expansionMax);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new UnreadableData(message);
        }
    }
}
