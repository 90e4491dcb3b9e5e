package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a batch in the embedded log: previous hash, hash, then each event with lengths before what varies. */
final class BatchCodec {

    private BatchCodec() {}

    static byte[] encode(LoggedBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, batch.previousHash());
            text(out, batch.hash());
            out.writeInt(batch.events().size());
            for (StoredEvent stored : batch.events()) {
                NewEvent event = stored.event();
                text(out, event.id());
                text(out, event.stream());
                out.writeLong(event.sequence());
                text(out, event.kind());
                text(out, event.name());
                out.writeInt(event.revision());
                out.writeLong(event.at().getEpochSecond());
                out.writeInt(event.at().getNano());
                blob(out, event.payload());
                blob(out, event.metadata());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static LoggedBatch decode(long firstPosition, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String previousHash = text(in);
            String hash = text(in);
            int count = in.readInt();
            List<StoredEvent> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String id = text(in);
                String stream = text(in);
                long sequence = in.readLong();
                String kind = text(in);
                String name = text(in);
                int revision = in.readInt();
                Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
                events.add(new StoredEvent(
                        firstPosition + i,
                        new NewEvent(id, stream, sequence, kind, name, revision, at, blob(in), blob(in))));
            }
            return new LoggedBatch(firstPosition, previousHash, hash, events);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableBatch(firstPosition, e);
        }
    }

    /** What is stored at a position is no batch: it was damaged. */
    static final class UnreadableBatch extends IllegalStateException {
        private final long position;

        UnreadableBatch(long position, Throwable cause) {
            super("the batch at position " + position + " cannot be read: it was damaged", cause);
            this.position = position;
        }

        long position() {
            return position;
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        blob(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(blob(in), StandardCharsets.UTF_8);
    }

    private static void blob(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] blob(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length + " where " + in.available() + " bytes are left");
        }
        return in.readNBytes(length);
    }
}
