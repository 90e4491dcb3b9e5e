package io.reprise.domain.model.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a log commits itself to, in the form of C2SP tlog-checkpoint: its name, the number of its events and the root of
 * the Merkle tree over them, a line each.
 *
 * @param origin name of the log, unique in the world; a schema-less URL by custom
 * @param size number of events
 * @param root 32 bytes
 * @see <a href="https://c2sp.org/tlog-checkpoint">c2sp.org/tlog-checkpoint</a>
 */
public record Checkpoint(String origin, long size, byte[] root) {

    private static final int ROOT_BYTES = 32;

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0 || root.length != ROOT_BYTES) {
            throw new IllegalArgumentException("a checkpoint has an origin of one line, a size and a root of 32 bytes");
        }
        root = root.clone();
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /**
     * Reads the text of a note; lines after the third are extensions and are passed over.
     *
     * @throws IllegalArgumentException if it is no checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException(
                    "the text is no checkpoint: it takes origin, size and root, a line each");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && that.origin.equals(origin)
                && that.size == size
                && Arrays.equals(that.root, root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }

    @Override
    public String toString() {
        return origin + " at " + size + ", root " + HexFormat.of().formatHex(root);
    }
}
