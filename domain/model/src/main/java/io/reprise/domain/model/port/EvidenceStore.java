package io.reprise.domain.model.port;

import java.util.Optional;

/** Content-addressed store for what decisions rest on and events are too small to hold. What is put stays. */
public interface EvidenceStore {

    /** A blob may not be longer. */
    int BLOB_BYTES_MAX = 12 * 1024 * 1024;

    /**
     * Stores the bytes durably; storing the same bytes again changes nothing.
     *
     * @return their SHA-256, lower case hexadecimal
     * @throws EventLog.LimitExceeded if there are more than {@link #BLOB_BYTES_MAX}
     */
    String put(byte[] content);

    /**
     * The bytes with that digest.
     *
     * @throws EvidenceDamaged if what is stored no longer has that digest
     */
    Optional<byte[]> get(String sha256);

    /** Stored evidence that was changed. */
    final class EvidenceDamaged extends RuntimeException {
        public EvidenceDamaged(String sha256) {
            super("evidence " + sha256 + " was changed in the store: its bytes have another digest");
        }
    }
}
