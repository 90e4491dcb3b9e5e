package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The ids of all signals of a sale, however long they are: of the SHA-256 of each 127 bits are kept, so that two of a billion ids are
 * taken for one with a probability of less than 10⁻²⁰. Not thread-safe.
 */
final class SignalIds {

    private final DigestSet digests;
    private final MessageDigest sha256 = Sha256.digest();
    private final ByteBuffer last = ByteBuffer.allocate(sha256.getDigestLength());

    SignalIds(DigestSet digests) {
        this.digests = digests;
    }

    /** What is kept of an id. */
    record Kept(long first, long second) {}

    Kept of(String id) {
        sha256.update(id.getBytes(StandardCharsets.UTF_8));
        try {
            sha256.digest(last.array(), 0, last.capacity());
        } catch (DigestException e) {
            throw new IllegalStateException("a digest has room where its length is", e);
        }
        return new Kept(last.getLong(0) | 1, last.getLong(Long.BYTES));
    }

    /** Puts an id in. @return whether it was not in yet */
    boolean add(Kept id) {
        return digests.add(id.first(), id.second());
    }

    boolean contains(Kept id) {
        return digests.contains(id.first(), id.second());
    }
}
