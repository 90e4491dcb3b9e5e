package io.reprise.benchmarks.faults;

import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the event log, over the lives of a server. After a crash it is as the crash left it: nobody closed the log. */
final class Disk implements AutoCloseable {

    private static final String LOG = "events.log";

    private final Path folder;
    private EmbeddedEventLog open;
    private int life;

    Disk(Path parent) {
        try {
            this.folder = Files.createTempDirectory(parent, "history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path place() {
        return folder.resolve("log-" + life);
    }

    EmbeddedEventLog open() {
        open = EmbeddedEventLog.openForOneThread(place());
        return open;
    }

    /**
     * The process ends: what it had not written is gone, and the file is cut where the last write was torn.
     *
     * @param keptBytes of the log's file
     */
    void crash(long keptBytes) {
        try {
            Path before = place();
            life++;
            copy(before, place(), keptBytes);
            open.close();
            delete(before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to, long keptBytes) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(file.getFileName());
                if (file.endsWith(LOG)) {
                    copyStart(file, copy, keptBytes);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** The file is as long as it was: the space taken in advance holds zeros. */
    private static void copyStart(Path from, Path to, long bytes) throws IOException {
        try (FileChannel read = FileChannel.open(from, StandardOpenOption.READ);
                RandomAccessFile written = new RandomAccessFile(to.toFile(), "rw")) {
            for (long copied = 0; copied < bytes; ) {
                copied += read.transferTo(copied, bytes - copied, written.getChannel());
            }
            written.setLength(read.size());
        }
    }

    private static void delete(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
