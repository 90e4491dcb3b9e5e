package io.reprise.domain.model.vocabulary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) as lower case hexadecimal. */
public final class Sha256 {

    /** Never updated: a copy of it costs a fraction of looking the algorithm up. */
    private static final MessageDigest FRESH = fresh();

    private static final int DRAW_BYTES = 6;

    private Sha256() {}

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static MessageDigest digest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return fresh();
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Digest of parts that cannot run into each other: each is preceded by its length. */
    public static String hexOf(String... parts) {
        return HexFormat.of().formatHex(digestOf(parts));
    }

    /** The first six bytes of the same digest as a number: a random draw of whoever the parts name. */
    public static long drawOf(String... parts) {
        byte[] digest = digestOf(parts);
        long draw = 0;
        for (int i = 0; i < DRAW_BYTES; i++) {
            draw = draw << Byte.SIZE | digest[i] & 0xff;
        }
        return draw;
    }

    private static byte[] digestOf(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(utf8Length(part)).append(':').append(part);
        }
        // Once, and not part by part: a draw for each signal is made so.
        return digest().digest(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static int utf8Length(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }
}
