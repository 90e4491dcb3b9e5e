package io.reprise.projections.evidence;

import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Evidence as files named by their digest, in 256 folders. A file is written under another name, synced and renamed, so
 * that it is there whole or not at all; any tool can check it ({@code sha256sum}).
 */
public final class EmbeddedEvidenceStore implements EvidenceStore {

    private final Path folder;

    /**
     * Makes the folder if it is missing.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public EmbeddedEvidenceStore(Path folder) {
        this.folder = folder;
        try {
            SyncedFolder.create(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence store in " + folder + " cannot be opened", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws EvidenceDamaged if it is there already, but was changed: that is not repaired in silence
     * @throws UncheckedIOException if it cannot be written
     */
    @Override
    public String put(byte[] content) {
        String sha256 = EvidenceDigest.of(content);
        Path file = file(sha256);
        try {
            if (get(sha256).isPresent()) {
                // Whoever wrote it may not have made its name durable yet.
                SyncedFolder.sync(file.getParent());
            } else {
                SyncedFolder.create(file.getParent());
                SyncedFolder.write(file, content);
            }
            return sha256;
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + sha256 + " cannot be written", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if it cannot be read
     */
    @Override
    public Optional<byte[]> get(String sha256) {
        try {
            byte[] content = Files.readAllBytes(file(EvidenceDigest.require(sha256)));
            return Optional.of(EvidenceDigest.verified(sha256, content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + sha256 + " cannot be read", e);
        }
    }

    private Path file(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
