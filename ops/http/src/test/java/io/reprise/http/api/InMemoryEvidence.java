package io.reprise.http.api;

import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An evidence store for as long as the test lasts. */
final class InMemoryEvidence implements EvidenceStore {

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public String put(byte[] content) {
        blobs.put(Sha256.hex(content), content);
        return Sha256.hex(content);
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        return Optional.ofNullable(blobs.get(sha256));
    }
}
