package io.reprise.projections.snapshot;

import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as files named by the SHA-256 of their stream, for one process at a time. A file is written beside and
 * renamed, but not synced: after a power loss it may be torn, which its digest tells. The folder may be deleted at any
 * time, also while the server runs.
 */
public final class EmbeddedSnapshots implements Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSnapshots.class);

    private final Path folder;

    /** @param folder made when the first snapshot is saved */
    public EmbeddedSnapshots(Path folder) {
        this.folder = folder;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the file is there and cannot be read
     */
    @Override
    public Optional<Snapshot> latest(String stream) {
        try {
            return Optional.of(SnapshotCodec.decode(Files.readAllBytes(file(stream))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.warn("the snapshot of '{}' is not used: {}", stream, e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot of '" + stream + "' cannot be read", e);
        }
    }

    @Override
    public synchronized void save(Snapshot snapshot) {
        byte[] encoded = SnapshotCodec.encode(snapshot);
        Path incoming = folder.resolve("incoming.part");
        try {
            Files.createDirectories(folder);
            Files.write(incoming, encoded);
            Files.move(incoming, file(snapshot.stream()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot of '" + snapshot.stream() + "' cannot be written", e);
        }
    }

    private Path file(String stream) {
        return folder.resolve(Sha256.hex(stream.getBytes(StandardCharsets.UTF_8)) + ".snapshot");
    }
}
