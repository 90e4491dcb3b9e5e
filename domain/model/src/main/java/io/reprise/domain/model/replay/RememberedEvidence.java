package io.reprise.domain.model.replay;

import io.reprise.domain.model.port.EvidenceStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Evidence of one campaign: its decisions rest on the same few pieces, which are read once. For one thread. */
final class RememberedEvidence implements EvidenceStore {

    private static final int REMEMBERED = 8;

    private final EvidenceStore store;
    private final Map<String, byte[]> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    RememberedEvidence(EvidenceStore store) {
        this.store = store;
    }

    @Override
    public String put(byte[] content) {
        throw new UnsupportedOperationException("a replay records nothing");
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        byte[] known = remembered.get(sha256);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> stored = store.get(sha256);
        stored.ifPresent(content -> remembered.put(sha256, content));
        return stored;
    }
}
