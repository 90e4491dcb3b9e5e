package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A copy of an embedded log, also while a server appends to it: every batch that was durable when the copying began, each
 * looked at on the way, and perhaps some more. The index is not copied; it is made again where the copy is opened.
 */
public final class LogCopy {

    private static final int READ_AHEAD_BYTES = 1024 * 1024;
    private static final int LOOKS_MAX = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LogFile file;
    private ChainHead head = ChainHead.EMPTY;
    private long offset = LogFile.MAGIC.length;

    private LogCopy(LogFile file) {
        this.file = file;
    }

    /**
     * @param from folder of the log
     * @param to folder of the copy, which holds no log
     * @return how many events the copy holds
     * @throws LogDamaged where the log itself is damaged: there is no copy then
     */
    public static long of(Path from, Path to) throws IOException {
        Path log = from.resolve("events.log");
        Files.createDirectories(to);
        try (FileChannel source = FileChannel.open(log, StandardOpenOption.READ);
                // Closing shortens nothing: it ends where the file ends.
                LogFile file = new LogFile(log, source)) {
            LogCopy copy = new LogCopy(file);
            copy.readOn();
            copy.write(source, to.resolve("events.log"));
            return copy.head.position();
        }
    }

    /** Up to the end, or to a batch that is just being written. */
    private void readOn() throws IOException {
        for (int look = 1; ; look++) {
            LogCursor cursor = new LogCursor(file, offset, file.end(), READ_AHEAD_BYTES);
            try {
                while (cursor.hasNext()) {
                    LoggedBatch batch = cursor.next(head.position());
                    head.requireNext(batch);
                    head = ChainHead.after(batch);
                    offset = cursor.offset();
                }
                return;
            } catch (LogDamaged e) {
                long written = file.written();
                if (written <= offset
                        || !new LogCursor(file, offset, file.end(), READ_AHEAD_BYTES).isFollowed(written)) {
                    return;
                }
                // Followed by another: it has become whole meanwhile, or never will.
                if (look == LOOKS_MAX) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(FileChannel source, Path target) throws IOException {
        try (FileChannel copy = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < offset; ) {
                done += source.transferTo(done, offset - done, copy);
            }
            copy.force(true);
        }
    }
}
