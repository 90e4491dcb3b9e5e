package io.reprise.projections.evidence;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Evidence as files named by their digest: written aside, synced, then moved into place, so none is ever half there. */
public final class FileEvidenceStore implements EvidenceStore {

    private final Path folder;

    public FileEvidenceStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public String put(byte[] content) {
        if (content.length > BLOB_BYTES_MAX) {
            throw new EventLog.LimitExceeded("bytes of one piece of evidence", BLOB_BYTES_MAX, content.length);
        }
        String sha256 = Sha256.hex(content);
        Path place = place(sha256);
        if (Files.exists(place)) {
            return sha256;
        }
        try {
            Files.createDirectories(place.getParent());
            Path aside = Files.createTempFile(folder, "incoming", ".tmp");
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            moveIntoPlace(aside, place);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + sha256 + " cannot be stored", e);
        }
        return sha256;
    }

    private static void moveIntoPlace(Path aside, Path place) throws IOException {
        try {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.delete(aside);
        }
        try (FileChannel parent = FileChannel.open(place.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        } catch (IOException e) {
            // Not every file system can sync a folder; where it cannot, the move is already durable.
            return;
        }
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        Path place = place(sha256);
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(place);
            if (!Sha256.hex(content).equals(sha256)) {
                throw new EvidenceDamaged(sha256);
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + sha256 + " cannot be read", e);
        }
    }

    private Path place(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("evidence is named by a SHA-256 digest, not by '" + sha256 + "'");
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
