package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (StoredEvent stored : events) {
                write(out, stored);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, StoredEvent stored) throws IOException {
        NewEvent event = stored.event();
        byte[][] texts = {utf8(event.id()), utf8(event.stream()), utf8(event.kind()), utf8(event.name())};
        out.writeInt(encodedBytes(event) - 4);
        out.writeLong(stored.position());
        out.writeLong(event.sequence());
        out.writeLong(event.at().getEpochSecond());
        out.writeInt(event.at().getNano());
        out.writeInt(event.revision());
        for (byte[] text : texts) {
            out.writeShort(text.length);
            out.write(text);
        }
        out.writeInt(event.payload().length);
        out.write(event.payload());
        out.writeInt(event.metadata().length);
        out.write(event.metadata());
    }

    /** How many bytes {@link #encode} makes of it. */
    static int encodedBytes(NewEvent event) {
        return FIXED_BYTES
                + utf8(event.id()).length
                + utf8(event.stream()).length
                + utf8(event.kind()).length
                + utf8(event.name()).length
                + event.payload().length
                + event.metadata().length;
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
