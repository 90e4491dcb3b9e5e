package io.reprise.projections.archive;

import io.reprise.domain.model.port.EventLog.LimitExceeded;
import java.io.IOException;
import java.io.Reader;

/** The lines of an archive one at a time, so that a hostile one fills no memory. */
final class ArchiveLines {

    /** More than the largest event or evidence takes, however it is escaped. */
    static final int LINE_CHARACTERS_MAX = 32 * 1024 * 1024;

    private final Reader archive;
    private long number;

    /** @param archive should be buffered */
    ArchiveLines(Reader archive) {
        this.archive = archive;
    }

    /** Number of the line read last, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line without its end, or null behind the last.
     *
     * @throws LimitExceeded if it is longer than {@link #LINE_CHARACTERS_MAX}
     */
    String next() throws IOException {
        number++;
        StringBuilder line = new StringBuilder();
        for (int c = archive.read(); c != '\n'; c = archive.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == LINE_CHARACTERS_MAX) {
                throw new LimitExceeded("characters of one line", LINE_CHARACTERS_MAX, LINE_CHARACTERS_MAX + 1L);
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
