package io.reprise.projections.transparency;

import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checkpoints as files named by their size, each a signed note as other tools read it; the subtrees of the last lie in
 * {@code latest.subtrees}.
 */
public final class FolderCheckpoints implements CheckpointStore {

    private static final String SUFFIX = ".checkpoint";

    private final Path folder;

    /** Makes the folder if it is missing. @throws UncheckedIOException if it cannot be made */
    public FolderCheckpoints(Path folder) {
        this.folder = folder;
        try {
            SyncedFolder.create(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be opened", e);
        }
    }

    @Override
    public void put(SignedCheckpoint checkpoint) {
        long size = checkpoint.checkpoint().size();
        try {
            SyncedFolder.write(file(size), bytes(checkpoint.note().toString()));
            SyncedFolder.write(subtrees(), bytes(size + "\n" + String.join("\n", checkpoint.subtrees()) + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of " + size + " events cannot be written", e);
        }
    }

    @Override
    public List<SignedCheckpoint> all() {
        return sorted().stream().map(this::read).toList();
    }

    @Override
    public List<SignedCheckpoint> before(long size, int max) {
        Path end = file(size);
        return sorted().reversed().stream()
                .filter(file -> file.compareTo(end) < 0)
                .limit(max)
                .map(this::read)
                .toList();
    }

    private List<Path> sorted() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be read", e);
        }
    }

    private SignedCheckpoint read(Path file) {
        try {
            SignedCheckpoint checkpoint = SignedCheckpoint.parse(Files.readString(file));
            return new SignedCheckpoint(
                    checkpoint.note(), subtreesOf(checkpoint.checkpoint().size()));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file.getFileName() + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the file " + file.getFileName() + " is damaged: " + e.getMessage(), e);
        }
    }

    private List<String> subtreesOf(long size) throws IOException {
        if (!Files.exists(subtrees())) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(subtrees()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() || !lines.getFirst().equals(Long.toString(size))
                ? List.of()
                : lines.subList(1, lines.size());
    }

    private Path file(long size) {
        return folder.resolve(String.format("%019d", size) + SUFFIX);
    }

    private Path subtrees() {
        return folder.resolve("latest.subtrees");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
