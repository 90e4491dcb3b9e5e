package io.reprise.domain.model.vocabulary;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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
        return draw(digestOf(parts));
    }

    private static long draw(byte[] digest) {
        long draw = 0;
        for (int i = 0; i < DRAW_BYTES; i++) {
            draw = draw << Byte.SIZE | digest[i] & 0xff;
        }
        return draw;
    }

    /** Draws of which the parts are the same but for the last, {@link #drawOf} to the bit and in a third of its time. Not thread-safe. */
    public static final class Draws {

        private static final int LENGTH_DIGITS = 2;
        private static final int LAST_MAX = 99;

        private final MessageDigest digest = digest();
        private final byte[] digested = new byte[digest.getDigestLength()];
        private final byte[] all;
        private final int start;
        private final String[] parts;

        public Draws(String... first) {
            parts = Arrays.copyOf(first, first.length + 1);
            byte[] prefix = joined(first);
            start = prefix.length;
            all = Arrays.copyOf(prefix, start + LENGTH_DIGITS + 1 + LAST_MAX);
        }

        public long of(String last) {
            int length = last.length();
            int at = start;
            if (length > LAST_MAX) {
                return whatever(last);
            }
            if (length > 9) {
                all[at++] = (byte) ('0' + length / 10);
            }
            all[at++] = (byte) ('0' + length % 10);
            all[at++] = ':';
            for (int i = 0; i < length; i++) {
                char c = last.charAt(i);
                if (c >= 0x80) {
                    return whatever(last);
                }
                all[at++] = (byte) c;
            }
            digest.update(all, 0, at);
            try {
                digest.digest(digested, 0, digested.length);
            } catch (DigestException e) {
                throw new IllegalStateException("a digest has room where its length is", e);
            }
            return draw(digested);
        }

        private long whatever(String last) {
            parts[parts.length - 1] = last;
            return drawOf(parts);
        }
    }

    private static byte[] joined(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(utf8Length(part)).append(':').append(part);
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digestOf(String... parts) {
        return digest().digest(joined(parts));
    }

    private static int utf8Length(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }
}
