package io.reprise.domain.model.port;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
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

    private static final int LEAF_FIXED_BYTES = 1 + 8 + 8 + 4 + 8 + 4;

    public LoggedBatch {
        events = List.copyOf(events);
    }

    /** The position after the last event. */
    public long nextPosition() {
        return firstPosition + events.size();
    }

    /** Whether the stored hash is the hash of what is stored, and every event lies at its position. */
    public boolean isIntact() {
        return isIntact(leafHashes());
    }

    /** The same, for one who has the leaf hashes already. */
    public boolean isIntact(List<byte[]> leafHashes) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).position() != firstPosition + i) {
                return false;
            }
        }
        return hash.equals(chainHash(previousHash, firstPosition, leafHashes));
    }

    /** {@link #leafHash} of each event, in order. */
    public List<byte[]> leafHashes() {
        return events.stream()
                .map(stored -> leafHash(stored.position(), stored.event()))
                .toList();
    }

    /** The chain hash of a batch. */
    public static String hash(String previousHash, long firstPosition, List<NewEvent> events) {
        List<byte[]> leaves = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            leaves.add(leafHash(firstPosition + leaves.size(), event));
        }
        return chainHash(previousHash, firstPosition, leaves);
    }

    private static String chainHash(String previousHash, long firstPosition, List<byte[]> leafHashes) {
        MessageDigest chain = Sha256.digest();
        chain.update(HexFormat.of().parseHex(previousHash));
        chain.update(ByteBuffer.allocate(12)
                .putLong(firstPosition)
                .putInt(leafHashes.size())
                .array());
        leafHashes.forEach(chain::update);
        return HexFormat.of().formatHex(chain.digest());
    }

    /**
     * Leaf hash in the manner of RFC 6962 §2.1: SHA-256 of a zero byte and the event's canonical bytes, which are,
     * big-endian, position, sequence, revision, epoch second and nanosecond, then id, stream, kind, name, payload and
     * metadata, each preceded by its length in four bytes.
     */
    public static byte[] leafHash(long position, NewEvent event) {
        byte[][] texts = {utf8(event.id()), utf8(event.stream()), utf8(event.kind()), utf8(event.name())};
        int length = LEAF_FIXED_BYTES + (texts.length + 1) * Integer.BYTES;
        for (byte[] text : texts) {
            length += text.length;
        }
        // In few pieces: a digest takes long over many small ones.
        ByteBuffer head = ByteBuffer.allocate(length)
                .put((byte) 0)
                .putLong(position)
                .putLong(event.sequence())
                .putInt(event.revision())
                .putLong(event.at().getEpochSecond())
                .putInt(event.at().getNano());
        for (byte[] text : texts) {
            head.putInt(text.length).put(text);
        }
        head.putInt(event.payload().length);
        MessageDigest leaf = Sha256.digest();
        leaf.update(head.array());
        leaf.update(event.payload());
        leaf.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(event.metadata().length)
                .array());
        leaf.update(event.metadata());
        return leaf.digest();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
