package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of events, the same in every adapter. An event is, big-endian: length of the rest in four bytes;
 * position, sequence and epoch second in eight each; nanosecond and revision in four each; then id, stream, kind and
 * name in UTF-8, each preceded by its length in two bytes; then payload and metadata, each preceded by its length in
 * four. An event can be read without its neighbours, given where it starts.
 */
final class BatchCodec {

    /** Bytes of an event besides its texts, payload and metadata. */
    static final int FIXED_BYTES = 4 + 3 * 8 + 2 * 4 + 4 * 2 + 2 * 4;

    private BatchCodec() {}

    static byte[] encode(List<StoredEvent> events) {
        int length = 0;
        for (StoredEvent stored : events) {
            length += encodedBytes(stored.event());
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (StoredEvent stored : events) {
            write(out, stored);
        }
        return out.array();
    }

    private static void write(ByteBuffer out, StoredEvent stored) {
        NewEvent event = stored.event();
        out.putInt(encodedBytes(event) - Integer.BYTES)
                .putLong(stored.position())
                .putLong(event.sequence())
                .putLong(event.at().getEpochSecond())
                .putInt(event.at().getNano())
                .putInt(event.revision());
        for (String text : List.of(event.id(), event.stream(), event.kind(), event.name())) {
            byte[] bytes = utf8(text);
            out.putShort((short) bytes.length).put(bytes);
        }
        out.putInt(event.payload().length).put(event.payload());
        out.putInt(event.metadata().length).put(event.metadata());
    }

    /** How many bytes {@link #encode} makes of it. */
    static int encodedBytes(NewEvent event) {
        return FIXED_BYTES
                + utf8Length(event.id())
                + utf8Length(event.stream())
                + utf8Length(event.kind())
                + utf8Length(event.name())
                + event.payload().length
                + event.metadata().length;
    }

    /** Without making the bytes, where the text is plain ASCII as nearly all are. */
    static int utf8Length(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return utf8(text).length;
            }
        }
        return text.length();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The next {@code count} events of the buffer, which has to end with them.
     *
     * @param position position of the first, for the message
     * @throws LogDamaged if the bytes are not that many events
     */
    static List<StoredEvent> decode(long position, int count, ByteBuffer in) {
        List<StoredEvent> events = new ArrayList<>(Math.min(Math.max(count, 0), GroupCommit.GROUP_EVENTS_MAX));
        for (int i = 0; i < count; i++) {
            events.add(decode(position + i, in));
        }
        if (in.hasRemaining()) {
            throw new LogDamaged(position, "the batch holds more than its events");
        }
        return events;
    }

    /** @throws LogDamaged if the bytes are no event at that position */
    static StoredEvent decode(long position, ByteBuffer in) {
        try {
            int start = in.position();
            int length = in.getInt();
            long stored = in.getLong();
            long sequence = in.getLong();
            Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
            int revision = in.getInt();
            NewEvent event =
                    new NewEvent(text(in), text(in), sequence, text(in), text(in), revision, at, bytes(in), bytes(in));
            if (in.position() - start - 4 != length || stored != position) {
                throw new LogDamaged(position, "the event has another length or position than it says");
            }
            return new StoredEvent(position, event);
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            throw new LogDamaged(position, "the stored bytes are no event");
        }
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining() + 1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
