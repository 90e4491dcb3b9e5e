package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reads a {@link LogFile} record by record, some bytes ahead so that small records cost no read each. */
final class LogCursor {

    private final LogFile file;
    private final long end;
    private final int readAheadBytes;
    private long offset;
    private ByteBuffer ahead = ByteBuffer.allocate(0);

    /** @param end where to stop; no byte at or after it is looked at */
    LogCursor(LogFile file, long offset, long end, int readAheadBytes) {
        this.file = file;
        this.offset = offset;
        this.end = end;
        this.readAheadBytes = readAheadBytes;
    }

    boolean hasNext() {
        return offset < end;
    }

    /** Where the next record starts. */
    long offset() {
        return offset;
    }

    /**
     * What stands at the beginning of a batch's record.
     *
     * @param recordBytes length of the whole record
     */
    record Head(long firstPosition, int events, int recordBytes) {}

    /**
     * The beginning of the next record, whose body has not been compared with its checksum.
     *
     * @param position where the record is or not far behind, for the message
     * @throws LogDamaged if there is none
     */
    Head peek(long position) {
        int body = bodyBytes(position);
        ByteBuffer start = slice(position, LogRecord.HEADER_BYTES + LogRecord.BODY_HEAD_BYTES);
        long firstPosition = start.getLong(LogRecord.HEADER_BYTES);
        int events = start.getInt(LogRecord.HEADER_BYTES + LogRecord.BODY_HEAD_BYTES - Integer.BYTES);
        return new Head(firstPosition, events, LogRecord.HEADER_BYTES + body);
    }

    /**
     * Goes on to the batch that holds the position, which is in the log.
     *
     * @param first first position of the record that starts here
     * @return first position of that batch
     */
    long seek(long first, long position) {
        long here = first;
        for (Head head = peek(here); here + head.events() <= position; head = peek(here)) {
            skip(head.recordBytes());
            here += head.events();
        }
        return here;
    }

    /** Goes past the record that starts here. */
    Head skip(long position) {
        Head head = peek(position);
        skip(head.recordBytes());
        return head;
    }

    private int bodyBytes(long position) {
        int body = LogRecord.bodyBytes(slice(position, LogRecord.HEADER_BYTES));
        if (body < 0) {
            throw new LogDamaged(position, "the header of the batch differs from its checksum");
        }
        return body;
    }

    /**
     * @param position first position of the next record
     * @throws LogDamaged if there is no whole record with that position
     */
    LoggedBatch next(long position) {
        int body = bodyBytes(position);
        ByteBuffer record = slice(position, LogRecord.HEADER_BYTES + body);
        LoggedBatch batch = LogRecord.decode(position, record);
        skip(LogRecord.HEADER_BYTES + body);
        return batch;
    }

    /**
     * The one event that starts here.
     *
     * @param near the position of its batch or of one not far before, for the message
     */
    StoredEvent event(long near) {
        int length = slice(near, Integer.BYTES).getInt();
        if (length < Long.BYTES || length > LogRecord.BODY_BYTES_MAX) {
            throw new LogDamaged(near, "the stored bytes are no event");
        }
        ByteBuffer event = slice(near, Integer.BYTES + length);
        return BatchCodec.decode(event.getLong(Integer.BYTES), event);
    }

    /**
     * Whether what starts here, and is no whole record, is followed by another record, so that it was once whole.
     *
     * @param written where the file holds nothing but zeros from: space it took in advance
     */
    boolean isFollowed(long written) {
        long rest = written - offset;
        if (rest < LogRecord.HEADER_BYTES || rest > LogRecord.HEADER_BYTES + LogRecord.BODY_BYTES_MAX) {
            return rest >= LogRecord.HEADER_BYTES;
        }
        // A record may end in zeros of its own.
        ByteBuffer tail = slice(0, (int) Math.min(end - offset, rest + LogFile.SPACE_BYTES));
        int here = LogRecord.bodyBytes(tail);
        if (here >= 0 && LogRecord.HEADER_BYTES + here < rest) {
            return true;
        }
        // The header itself may be what is damaged: then only a whole record behind it tells.
        for (int at = 1; at + LogRecord.HEADER_BYTES <= rest; at++) {
            int body = LogRecord.bodyBytes(tail.position(at));
            int length = LogRecord.HEADER_BYTES + body;
            if (body >= 0 && at + length <= tail.limit() && LogRecord.bodyMatches(tail.slice(at, length))) {
                return true;
            }
        }
        return false;
    }

    private void skip(int bytes) {
        ahead.position(ahead.position() + Math.min(bytes, ahead.remaining()));
        offset += bytes;
    }

    private ByteBuffer slice(long position, int bytes) {
        if (bytes > end - offset) {
            throw new LogDamaged(position, "the log ends in the middle of a batch");
        }
        if (ahead.remaining() < bytes) {
            ahead = ByteBuffer.allocate((int) Math.min(Math.max(bytes, readAheadBytes), end - offset));
            try {
                file.read(offset, ahead);
            } catch (IOException e) {
                throw new UncheckedIOException("the event log cannot be read at byte " + offset, e);
            }
            ahead.flip();
        }
        return ahead.slice(ahead.position(), bytes);
    }
}
