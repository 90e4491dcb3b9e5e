package io.reprise.http.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a text in UTF-8 as bytes, divided as {@link java.io.BufferedReader#readLine} divides them: by LF, CR, or both. */
final class ByteLines {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final InputStream in;
    private byte[] buffer;
    private int from;
    private int to;
    private int next;
    private int filled;
    private boolean isAfterCr;

    ByteLines(InputStream in) {
        this(in, BUFFER_BYTES);
    }

    /** @param bytes read at once; a line may be longer */
    ByteLines(InputStream in, int bytes) {
        this.in = in;
        this.buffer = new byte[bytes];
    }

    /** Goes to the next line. @return whether there is one */
    boolean next() throws IOException {
        from = next;
        if (isAfterCr && (from < filled || fill()) && buffer[from] == '\n') {
            from++;
        }
        int length = 0;
        while (from + length < filled || fill()) {
            byte b = buffer[from + length];
            if (b == '\n' || b == '\r') {
                to = from + length;
                next = to + 1;
                isAfterCr = b == '\r';
                return true;
            }
            length++;
        }
        to = filled;
        next = filled;
        isAfterCr = false;
        return length > 0;
    }

    /** Reads more behind the line that has begun, which it may move. @return whether there was more */
    private boolean fill() throws IOException {
        int begun = filled - from;
        if (begun == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        } else {
            System.arraycopy(buffer, from, buffer, 0, begun);
        }
        from = 0;
        filled = begun;
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    /** What the line is in, {@link #from} its first byte and before {@link #to}; until the next. */
    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
