package io.reprise.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A trial's own folder, on the disk that is measured. */
public final class EmptyFolder {

    private EmptyFolder() {}

    /** What is measured there. */
    public interface Trial<T> {
        T run(Path folder) throws Exception;
    }

    /** In an empty folder, which is gone afterwards. */
    public static <T> T in(Path home, String name, Trial<T> trial) throws Exception {
        Path folder = Files.createTempDirectory(home, name);
        try {
            return trial.run(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(EmptyFolder::delete);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be deleted", e);
        }
    }
}
