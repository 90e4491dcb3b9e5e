package io.reprise.projections.evidence;

import io.reprise.domain.model.port.EvidenceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEvidenceStoreTest extends EvidenceStoreContractTest {

    @TempDir
    private Path folder;

    @Override
    EvidenceStore open() {
        return new EmbeddedEvidenceStore(folder);
    }

    @Override
    void replace(String sha256, byte[] content) {
        try {
            Files.write(folder.resolve(sha256.substring(0, 2)).resolve(sha256), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
