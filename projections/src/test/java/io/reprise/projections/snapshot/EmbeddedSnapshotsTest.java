package io.reprise.projections.snapshot;

import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSnapshotsTest extends SnapshotsContractTest {

    @TempDir
    private Path home;

    private Path folder() {
        return home.resolve("snapshots");
    }

    @Override
    Snapshots open() {
        return new EmbeddedSnapshots(folder());
    }

    @Override
    void damage(String stream, UnaryOperator<byte[]> change) {
        Path file = folder().resolve(Sha256.hex(stream.getBytes(StandardCharsets.UTF_8)) + ".snapshot");
        try {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void deleteAll() {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
