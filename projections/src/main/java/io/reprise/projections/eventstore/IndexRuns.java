package io.reprise.projections.eventstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the index that change no more: in files, or on their way there in the background. */
final class IndexRuns {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRuns.class);
    /** So many neighbours of one size, or smaller, become one. */
    private static final int FAN_IN = 8;

    private static final long RUN_BYTES_MAX = 1L << 30;
    /** More parts than these wait for the disk only if it is slower than the log: then the log waits. */
    private static final int SEALING_MAX = 8;

    /**
     * The whole index at one moment.
     *
     * @param files oldest first
     * @param sealing what follows them and is not in a file yet
     * @param tail what follows that, in which the log still adds
     */
    private record Parts(List<IndexRun> files, List<IndexTail> sealing, IndexTail tail) {
        List<IndexPart> all() {
            List<IndexPart> all = new ArrayList<>(files.size() + sealing.size() + 1);
            all.addAll(files);
            all.addAll(sealing);
            all.add(tail);
            return all;
        }
    }

    private final Path folder;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("reprise-log-index").factory());
    private final Deque<Future<?>> writes = new ArrayDeque<>();
    private volatile Parts parts;

    private IndexRuns(Path folder, List<IndexRun> files) {
        this.folder = folder;
        LogExtent end = files.isEmpty() ? LogExtent.EMPTY : files.getLast().end();
        this.parts = new Parts(List.copyOf(files), List.of(), new IndexTail(end));
    }

    /**
     * The files that fit the log, from its beginning on without a gap. Those that do not are deleted.
     *
     * @throws LogDamaged if there was once more in the log than there is now
     */
    static IndexRuns open(Path folder, LogFile log) throws IOException {
        List<IndexRun> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "{index-*.run,incoming-*.part}")) {
            for (Path file : files) {
                if (file.toString().endsWith(".part")) {
                    delete(file);
                    continue;
                }
                try {
                    found.add(IndexRun.open(file));
                } catch (IOException e) {
                    LOG.warn("a part of the index cannot be used and is made again: {}", e.getMessage());
                    delete(file);
                }
            }
        }
        IndexRuns runs = new IndexRuns(folder, adjoining(found, log));
        for (IndexRun run : found) {
            if (!runs.parts.files().contains(run)) {
                delete(run.file());
            }
        }
        return runs;
    }

    /** What some system does not let go of yet is deleted at the next start. */
    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            LOG.debug("{} could not be deleted", file, e);
        }
    }

    private static List<IndexRun> adjoining(List<IndexRun> found, LogFile log) {
        List<IndexRun> chosen = new ArrayList<>();
        LogExtent end = LogExtent.EMPTY;
        // The longest first, where one was merged from others that a crash left behind.
        found.sort(Comparator.comparingLong((IndexRun run) -> -run.end().endBytes()));
        for (boolean more = true; more; ) {
            more = false;
            for (IndexRun run : found) {
                if (run.startByte() == end.endBytes()
                        && run.firstPosition() == end.head().position()
                        && run.events() > 0
                        && isOf(log, run)) {
                    chosen.add(run);
                    end = run.end();
                    more = true;
                    break;
                }
            }
        }
        return chosen;
    }

    /** Whether the log has, where this part ends, the batch that was there when it was written. */
    private static boolean isOf(LogFile log, IndexRun run) {
        LogExtent end = run.end();
        if (end.endBytes() > log.end()) {
            throw new LogDamaged(
                    end.head().position(),
                    "the file ends at byte " + log.end() + ", but its index goes to byte " + end.endBytes());
        }
        try {
            LogCursor cursor = new LogCursor(log, run.lastBatchOffset(), end.endBytes(), 0);
            return ChainHead.after(
                            cursor.next(cursor.peek(end.head().position()).firstPosition()))
                    .equals(end.head());
        } catch (LogDamaged e) {
            return false;
        }
    }

    /** The part in which the log adds. */
    IndexTail tail() {
        return parts.tail();
    }

    /** All parts, oldest first, each beginning where the one before it ends. */
    List<IndexPart> all() {
        return parts.all();
    }

    /** Begins a new tail; the old one can be read as before, and is in a file later. */
    void seal() throws IOException {
        if (writes.size() >= SEALING_MAX) {
            await(writes.remove());
        }
        synchronized (this) {
            List<IndexTail> sealing = new ArrayList<>(parts.sealing());
            sealing.add(parts.tail());
            parts = new Parts(
                    parts.files(),
                    List.copyOf(sealing),
                    new IndexTail(parts.tail().end()));
        }
        writes.add(background.submit(() -> {
            writeSealed();
            merge();
            return null;
        }));
    }

    /** The oldest first, also those that could not be written the last time. */
    private void writeSealed() throws IOException {
        while (!parts.sealing().isEmpty()) {
            IndexRun run = IndexRunWriter.write(
                    folder, List.of(parts.sealing().getFirst().sorted()));
            synchronized (this) {
                List<IndexRun> files = new ArrayList<>(parts.files());
                files.add(run);
                List<IndexTail> rest =
                        parts.sealing().subList(1, parts.sealing().size());
                parts = new Parts(List.copyOf(files), List.copyOf(rest), parts.tail());
            }
        }
    }

    private void merge() throws IOException {
        List<IndexRun> files = parts.files();
        List<IndexRun> few = mergeable(files);
        if (few.isEmpty()) {
            return;
        }
        IndexRun merged = IndexRunWriter.write(folder, few);
        List<IndexRun> after = new ArrayList<>(files.subList(0, files.size() - few.size()));
        after.add(merged);
        synchronized (this) {
            parts = new Parts(List.copyOf(after), parts.sealing(), parts.tail());
        }
        few.forEach(run -> delete(run.file()));
    }

    /** The youngest files, if there are enough of a size: each level holds {@link #FAN_IN} times what the last does. */
    private static List<IndexRun> mergeable(List<IndexRun> files) {
        for (long size = StreamIndex.TAIL_EVENTS_MAX; size <= Integer.MAX_VALUE; size *= FAN_IN) {
            int from = files.size();
            long bytes = 0;
            while (from > 0 && files.get(from - 1).events() <= size) {
                from--;
                bytes += files.get(from).bytes();
            }
            if (files.size() - from >= FAN_IN && bytes <= RUN_BYTES_MAX) {
                return files.subList(from, files.size());
            }
        }
        return List.of();
    }

    private static void await(Future<?> write) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    write.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(
                    "the index could not be written: " + e.getCause().getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns once everything is in files. */
    void close() throws IOException {
        while (!writes.isEmpty()) {
            await(writes.remove());
        }
        background.shutdown();
    }

    void abandon() {
        background.shutdownNow();
    }
}
