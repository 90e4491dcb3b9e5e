package io.reprise.projections.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEvidenceStoreTest {

    private static final byte[] CONTENT = "what the model said".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void whatIsPutIsFoundByItsDigestHoweverOftenItIsPut() {
        EvidenceStore store = new FileEvidenceStore(folder);
        String digest = store.put(CONTENT);
        assertThat(store.put(CONTENT)).isEqualTo(digest);
        assertThat(store.get(digest))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(CONTENT));
        assertThat(store.get("0".repeat(64))).isEmpty();
    }

    @Test
    void changedEvidenceIsNotHandedOut() throws IOException {
        EvidenceStore store = new FileEvidenceStore(folder);
        String digest = store.put(CONTENT);
        Files.writeString(folder.resolve(digest.substring(0, 2)).resolve(digest), "something else");
        assertThatThrownBy(() -> store.get(digest))
                .isInstanceOf(EvidenceStore.EvidenceDamaged.class)
                .hasMessageContaining(digest);
    }

    @Test
    void theLimitIsNamed() {
        assertThatThrownBy(() -> new FileEvidenceStore(folder).put(new byte[EvidenceStore.BLOB_BYTES_MAX + 1]))
                .isInstanceOf(EventLog.LimitExceeded.class)
                .hasMessageContaining("" + EvidenceStore.BLOB_BYTES_MAX);
    }
}
