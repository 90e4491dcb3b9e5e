package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A batch in the log file, big-endian: length of the body, CRC-32C of the body and CRC-32C of these first eight bytes, in
 * four bytes each; then the body: first position in eight bytes, previous hash and hash in 32 each, number of events in
 * four, and the events as {@link BatchCodec} has them.
 */
final class LogRecord {

    static final int HEADER_BYTES = 12;
    static final int BODY_HEAD_BYTES = 8 + 32 + 32 + 4;
    static final int BODY_BYTES_MAX = BODY_HEAD_BYTES + PendingAppend.APPEND_BYTES_MAX;

    private LogRecord() {}

    static ByteBuffer encode(LoggedBatch batch) {
        byte[] events = BatchCodec.encode(batch.events());
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + BODY_HEAD_BYTES + events.length);
        record.position(HEADER_BYTES);
        record.putLong(batch.firstPosition());
        record.put(HexFormat.of().parseHex(batch.previousHash()));
        record.put(HexFormat.of().parseHex(batch.hash()));
        record.putInt(batch.events().size());
        record.put(events);
        record.putInt(0, record.limit() - HEADER_BYTES);
        record.putInt(4, crc(record.array(), HEADER_BYTES, record.limit() - HEADER_BYTES));
        record.putInt(8, crc(record.array(), 0, 8));
        return record.flip();
    }

    /**
     * Length of the body that follows a header.
     *
     * @param header at least {@link #HEADER_BYTES}, from its position; the position is not moved
     * @return -1 if it is no header
     */
    static int bodyBytes(ByteBuffer header) {
        byte[] head = new byte[8];
        header.get(header.position(), head);
        int length = header.getInt(header.position());
        boolean valid = header.getInt(header.position() + 8) == crc(head, 0, 8)
                && length >= BODY_HEAD_BYTES
                && length <= BODY_BYTES_MAX;
        return valid ? length : -1;
    }

    /**
     * @param position first position the record should have
     * @param record a whole record and nothing else
     * @throws LogDamaged if the record is not what was written
     */
    static LoggedBatch decode(long position, ByteBuffer record) {
        if (!bodyMatches(record)) {
            throw new LogDamaged(position, "the bytes of the batch differ from their checksum");
        }
        ByteBuffer body = record.slice(record.position() + HEADER_BYTES, record.remaining() - HEADER_BYTES);
        long firstPosition = body.getLong();
        if (firstPosition != position) {
            throw new LogDamaged(position, "the next batch starts at " + firstPosition);
        }
        String previousHash = hash(body);
        String hash = hash(body);
        List<StoredEvent> events = BatchCodec.decode(position, body.getInt(), body);
        return new LoggedBatch(firstPosition, previousHash, hash, events);
    }

    private static String hash(ByteBuffer in) {
        byte[] hash = new byte[32];
        in.get(hash);
        return HexFormat.of().formatHex(hash);
    }

    /** Whether the body of a whole record has the checksum its header says. */
    static boolean bodyMatches(ByteBuffer record) {
        CRC32C crc = new CRC32C();
        crc.update(record.slice(record.position() + HEADER_BYTES, record.remaining() - HEADER_BYTES));
        return record.getInt(record.position() + 4) == (int) crc.getValue();
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
