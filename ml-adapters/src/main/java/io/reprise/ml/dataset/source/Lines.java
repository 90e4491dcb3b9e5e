package io.reprise.ml.dataset.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Lines of a stream as bytes, without their ends (LF or CRLF) and without a byte order mark. */
final class Lines {

    /** @param whole false where the line was longer than the limit and these are its first bytes only */
    record Line(long number, byte[] bytes, boolean whole) {}

    private static final int KEPT_OF_LONG_BYTES = 200;

    private final InputStream in;
    private final int bytesMax;
    private final byte[] buffer = new byte[1 << 16];
    private final Deque<Line> returned = new ArrayDeque<>();
    private byte[] line = new byte[1 << 10];
    private int length;
    private int at;
    private int end;
    private long number;

    Lines(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /** The next line, or null at the end of the stream. */
    Line next() throws IOException {
        if (!returned.isEmpty()) {
            return returned.poll();
        }
        length = 0;
        boolean any = false;
        boolean whole = true;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            whole &= take(from, at);
            if (at < end) {
                at++;
                break;
            }
        }
        return any ? finished(whole) : null;
    }

    /** Gives lines back, to be read again, first one first. */
    void giveBack(List<Line> lines) {
        lines.reversed().forEach(returned::addFirst);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private boolean take(int from, int to) {
        int wanted = to - from;
        if (length + wanted > bytesMax) {
            return false;
        }
        if (length + wanted > line.length) {
            line = Arrays.copyOf(line, Math.max(length + wanted, Math.min(bytesMax, line.length * 2)));
        }
        System.arraycopy(buffer, from, line, length, wanted);
        length += wanted;
        return true;
    }

    private Line finished(boolean whole) {
        number++;
        int start =
                number == 1 && length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf
                        ? 3
                        : 0;
        int stop = length > start && line[length - 1] == '\r' ? length - 1 : length;
        int kept = whole ? stop : Math.min(stop, start + KEPT_OF_LONG_BYTES);
        return new Line(number, Arrays.copyOfRange(line, start, kept), whole);
    }
}
