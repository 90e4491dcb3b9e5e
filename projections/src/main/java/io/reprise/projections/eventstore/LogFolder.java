package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes the files of an {@link EmbeddedEventLog}. {@code closed.txt} is there only while nobody has the log
 * open: it holds length, head and last hash.
 */
final class LogFolder {

    private static final Logger LOG = LoggerFactory.getLogger(LogFolder.class);
    private static final int SCAN_AHEAD_BYTES = 1024 * 1024;

    private final Path path;
    private final LogFile file;
    private StreamIndex index;

    private LogFolder(Path path, LogFile file) {
        this.path = path;
        this.file = file;
    }

    static LogFolder open(Path path) throws IOException {
        SyncedFolder.create(path);
        LogFile file = LogFile.open(path.resolve("events.log"));
        LogFolder folder = new LogFolder(path, file);
        try {
            folder.openIndex();
            return folder;
        } catch (IOException | RuntimeException e) {
            if (folder.index != null) {
                folder.index.abandon();
            }
            file.close();
            throw e;
        }
    }

    private void openIndex() throws IOException {
        Optional<LogExtent> closed = readClosed();
        if (closed.isPresent() && closed.get().endBytes() > file.end()) {
            throw new LogDamaged(
                    closed.get().head().position(),
                    "the file ends at byte " + file.end() + ", but ended at byte "
                            + closed.get().endBytes() + " when it was closed");
        }
        // From here on a crash has to be noticed.
        Files.deleteIfExists(closedFile());
        SyncedFolder.sync(path);
        index = new StreamIndex(IndexRuns.open(path, file));
        addRest();
        file.endsAt(index.end().endBytes());
        if (closed.isPresent() && closed.get().endBytes() > index.end().endBytes()) {
            throw new LogDamaged(index.end().head().position(), "the batches behind it are gone since it was closed");
        }
    }

    /** What is behind the index: after a crash no more than its part in memory held, else nothing. */
    private void addRest() throws IOException {
        LogExtent before = index.end();
        LogCursor cursor = new LogCursor(file, before.endBytes(), file.end(), SCAN_AHEAD_BYTES);
        while (cursor.hasNext()) {
            long offset = cursor.offset();
            ChainHead head = index.end().head();
            LoggedBatch batch;
            try {
                batch = cursor.next(head.position());
            } catch (LogDamaged e) {
                cutTail(cursor, e);
                break;
            }
            head.requireNext(batch);
            index.add(batch, offset, cursor.offset() - offset);
        }
        LOG.info(
                "event log in {}: {} events, {} of them put into the index again",
                path,
                index.end().head().position(),
                index.end().head().position() - before.head().position());
    }

    /**
     * A batch is written only after the one before it is durable, so only the last one can be torn; and a torn one was
     * never acknowledged. One that is followed by something is damage, and is left as it is.
     */
    private void cutTail(LogCursor cursor, LogDamaged cause) throws IOException {
        long written = file.written();
        if (written <= cursor.offset()) {
            return; // Space taken in advance.
        }
        if (cursor.isFollowed(written)) {
            throw cause;
        }
        Path kept = file.cutTail(cursor.offset(), written);
        LOG.warn(
                "event log in {}: a crash tore the batch at position {} before it was acknowledged; its bytes are in {}",
                path,
                index.end().head().position(),
                kept.getFileName(),
                cause);
    }

    private Optional<LogExtent> readClosed() throws IOException {
        if (!Files.exists(closedFile())) {
            return Optional.empty();
        }
        String[] fields = Files.readString(closedFile(), StandardCharsets.US_ASCII)
                .strip()
                .split(" ");
        try {
            ChainHead head = new ChainHead(Long.parseLong(fields[1]), fields[2]);
            return Optional.of(new LogExtent(head, Long.parseLong(fields[0])));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    LogFile file() {
        return file;
    }

    StreamIndex index() {
        return index;
    }

    LogExtent extent() {
        return index.end();
    }

    void close(LogExtent last) throws IOException {
        try (file) {
            if (file.hasFailed()) {
                index.abandon();
                return;
            }
            index.close();
            String closed = last.endBytes() + " " + last.head().position() + " "
                    + last.head().hash() + "\n";
            SyncedFolder.write(closedFile(), closed.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Path closedFile() {
        return path.resolve("closed.txt");
    }
}
