package io.reprise.ml.dataset.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Rows of one file, one after the other. */
public interface Rows extends Closeable {

    /**
     * @return the next row; empty at the end
     * @throws UnreadableData if the rest of the file cannot be read
     */
    Optional<RawRow> next() throws IOException;

    /** Share of the file that has been read, 0 to 1. */
    double progress();

    /** Lines that held nothing and are no rows. */
    default long blankLines() {
        return 0;
    }
}
