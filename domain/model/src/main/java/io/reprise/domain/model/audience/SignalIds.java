package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The ids of all signals of a sale, however long they are: of the SHA-256 of each 127 bits are kept, so that two of a billion ids are
 * taken for one with a probability of less than 10⁻²⁰. Not thread-safe.
 */
final class SignalIds {

    private final DigestSet digests;

    SignalIds(DigestSet digests) {
        this.digests = digests;
    }

    /** Puts an id in. @return whether it was not in yet */
    boolean add(String id) {
        ByteBuffer digest = digest(id);
        return digests.add(first(digest), second(digest));
    }

    boolean contains(String id) {
        ByteBuffer digest = digest(id);
        return digests.contains(first(digest), second(digest));
    }

    private static ByteBuffer digest(String id) {
        return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private static long first(ByteBuffer digest) {
        return digest.getLong(0) | 1;
    }

    private static long second(ByteBuffer digest) {
        return digest.getLong(Long.BYTES);
    }
}
