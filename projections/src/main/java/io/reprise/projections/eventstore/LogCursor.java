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
     * @param position first position of the next record
     * @throws LogDamaged if there is no whole record with that position
     */
    LoggedBatch next(long position) {
        ByteBuffer record = slice(position, LogRecord.HEADER_BYTES);
        int body = LogRecord.bodyBytes(record);
        if (body < 0) {
            throw new LogDamaged(position, "the header of the batch differs from its checksum");
        }
        record = slice(position, LogRecord.HEADER_BYTES + body);
        LoggedBatch batch = LogRecord.decode(position, record);
        skip(LogRecord.HEADER_BYTES + body);
        return batch;
    }

    /** The one event that starts here. */
    StoredEvent event(long position) {
        int length = slice(position, 4).getInt();
        if (length < 0 || length > LogRecord.BODY_BYTES_MAX) {
            throw new LogDamaged(position, "the stored bytes are no event");
        }
        return BatchCodec.decode(position, slice(position, 4 + length));
    }

    /** Whether what starts here is followed by another record, so that it was once whole. */
    boolean isFollowed() {
        long rest = end - offset;
        if (rest < LogRecord.HEADER_BYTES || rest > LogRecord.HEADER_BYTES + LogRecord.BODY_BYTES_MAX) {
            return rest >= LogRecord.HEADER_BYTES;
        }
        ByteBuffer tail = slice(0, (int) rest);
        int here = LogRecord.bodyBytes(tail);
        if (here >= 0 && LogRecord.HEADER_BYTES + here < rest) {
            return true;
        }
        // The header itself may be what is damaged: then only a whole record behind it tells.
        for (int at = 1; at + LogRecord.HEADER_BYTES <= rest; at++) {
            int body = LogRecord.bodyBytes(tail.position(at));
            int length = LogRecord.HEADER_BYTES + body;
            if (body >= 0 && at + length <= rest && LogRecord.bodyMatches(tail.slice(at, length))) {
                return true;
            }
        }
        return false;
    }

    private void skip(int bytes) {
        ahead.position(ahead.position() + bytes);
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
