package io.reprise.domain.model.port;

import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Events written together, with their link in the hash chain.
 *
 * @param firstPosition position of the first event
 * @param previousHash hash of the batch before, 64 zeros for the first; lower case hexadecimal
 * @param hash SHA-256 over previous hash, first position and the leaf hash of each event; lower case hexadecimal
 */
public record LoggedBatch(long firstPosition, String previousHash, String hash, List<StoredEvent> events) {

    public static final String GENESIS = "0".repeat(64);

    public LoggedBatch {
        events = List.copyOf(events);
    }

    /** The position after the last event. */
    public long nextPosition() {
        return firstPosition + events.size();
    }

    /** Whether the stored hash is the hash of what is stored, and every event lies at its position. */
    public boolean isIntact() {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).position() != firstPosition + i) {
                return false;
            }
        }
        return hash.equals(hash(
                previousHash,
                firstPosition,
                events.stream().map(StoredEvent::event).toList()));
    }

    /** The chain hash of a batch. */
    public static String hash(String previousHash, long firstPosition, List<NewEvent> events) {
        MessageDigest chain = Sha256.digest();
        chain.update(HexFormat.of().parseHex(previousHash));
        chain.update(java.nio.ByteBuffer.allocate(12)
                .putLong(firstPosition)
                .putInt(events.size())
                .array());
        long position = firstPosition;
        for (NewEvent event : events) {
            chain.update(leafHash(position++, event));
        }
        return HexFormat.of().formatHex(chain.digest());
    }

    /** Leaf hash in the manner of RFC 6962 §2.1: SHA-256 of a zero byte and the event's canonical bytes. */
    public static byte[] leafHash(long position, NewEvent event) {
        MessageDigest leaf = Sha256.digest();
        leaf.update((byte) 0);
        leaf.update(canonical(position, event));
        return leaf.digest();
    }

    /**
     * The bytes that are hashed: big-endian position, sequence, revision, epoch second and nanosecond, then id, stream,
     * kind, name, payload and metadata, each preceded by its length in four bytes.
     */
    private static byte[] canonical(long position, NewEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.payload().length + event.metadata().length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(position);
            out.writeLong(event.sequence());
            out.writeInt(event.revision());
            out.writeLong(event.at().getEpochSecond());
            out.writeInt(event.at().getNano());
            for (String text : List.of(event.id(), event.stream(), event.kind(), event.name())) {
                write(out, text.getBytes(StandardCharsets.UTF_8));
            }
            write(out, event.payload());
            write(out, event.metadata());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
