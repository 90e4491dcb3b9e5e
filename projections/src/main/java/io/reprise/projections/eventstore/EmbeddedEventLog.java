package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.IndexPart.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;

/**
 * The event log of one process, in a folder: no server needed.
 *
 * <p>{@code events.log} is the truth: it only grows, one record a batch, synced before the acknowledgement. Beside it, a
 * {@link StreamIndex} says where a batch and an event of a stream are; it is made again from the log wherever it does not
 * fit. {@code EmbeddedEventLogCrashTest} mixes the blocks from before and after a write as a loss of power may do, and
 * looks for what was acknowledged.
 */
public final class EmbeddedEventLog implements EventLog {

    private static final int READ_AHEAD_BYTES = 64 * 1024;
    private static final int READ_ONE_BYTES = 4 * 1024;

    private final LogFolder folder;
    private final LogFile file;
    private final StreamIndex index;
    private final GroupCommit commits;
    private final HeadSignal signal = new HeadSignal();
    private final LatestBatches latest = new LatestBatches();
    private volatile LogExtent extent;
    private volatile boolean closed;

    private EmbeddedEventLog(LogFolder folder, boolean inCallersThread) {
        this.folder = folder;
        this.file = folder.file();
        this.index = folder.index();
        this.extent = folder.extent();
        BatchStore store = new FileBatchStore();
        this.commits =
                inCallersThread ? GroupCommit.inCallersThread(store) : new GroupCommit(store, "reprise-embedded-log");
    }

    /**
     * Opens the log in the folder, and makes both if they are missing. After a crash this reads the whole log once to
     * build its index again, and cuts off a batch that was never acknowledged.
     *
     * @throws IllegalStateException if another process holds the log
     * @throws LogDamaged if what was acknowledged is no longer there
     * @throws LogUnavailable if the folder cannot be read or written
     */
    public static EmbeddedEventLog open(Path folder) {
        return open(folder, false);
    }

    /**
     * The same, but each append is written by its caller, as a batch of its own: for a simulation that runs in one thread and decides
     * itself what happens when.
     */
    public static EmbeddedEventLog openForOneThread(Path folder) {
        return open(folder, true);
    }

    private static EmbeddedEventLog open(Path folder, boolean inCallersThread) {
        try {
            return new EmbeddedEventLog(LogFolder.open(folder), inCallersThread);
        } catch (IOException | UncheckedIOException e) {
            throw new LogUnavailable("the event log in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public long append(List<NewEvent> events) {
        long first = commits.append(events);
        signal.reached(first + events.size());
        return first;
    }

    @Override
    public boolean await(long position, Duration atMost) {
        return signal.await(position, atMost, this::head);
    }

    @Override
    public List<StoredEvent> read(long from, int max) {
        List<StoredEvent> events = new ArrayList<>();
        LogExtent now = extent();
        if (max <= 0 || from >= now.head().position()) {
            return events;
        }
        long first = Math.max(from, 0);
        List<StoredEvent> kept =
                latest.read(first, (int) Math.min(max, now.head().position() - first));
        if (!kept.isEmpty()) {
            return kept;
        }
        Mark start = index.markAt(first);
        LogCursor cursor = new LogCursor(file, start.offset(), now.endBytes(), READ_AHEAD_BYTES);
        long position = cursor.seek(start.position(), first);
        while (events.size() < max && cursor.hasNext()) {
            LoggedBatch batch = cursor.next(position);
            int skipped = (int) Math.max(0, first - position);
            int taken = Math.min(batch.events().size() - skipped, max - events.size());
            events.addAll(batch.events().subList(skipped, skipped + taken));
            position = batch.nextPosition();
        }
        return events;
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        List<StoredEvent> events = new ArrayList<>();
        LogExtent now = extent();
        PrimitiveIterator.OfLong offsets = index.offsets(stream, fromSequence);
        while (events.size() < max && offsets.hasNext()) {
            long offset = offsets.nextLong();
            if (offset >= now.endBytes()) {
                break; // Being written just now: seen next time, together with the rest of its batch.
            }
            long near = index.markAtByte(offset).position();
            StoredEvent stored = new LogCursor(file, offset, now.endBytes(), READ_ONE_BYTES).event(near);
            NewEvent event = stored.event();
            if (!event.stream().equals(stream) || event.sequence() != Math.max(fromSequence, 0) + events.size()) {
                throw new LogDamaged(stored.position(), "it is not the event of stream '" + stream + "' it should be");
            }
            events.add(stored);
        }
        return events;
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        extent();
        return index.lastSequence(stream);
    }

    @Override
    public long head() {
        return extent().head().position();
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        List<LoggedBatch> batches = new ArrayList<>();
        LogExtent now = extent();
        long first = Math.max(fromPosition, 0);
        if (max <= 0 || first >= now.head().position()) {
            return batches;
        }
        Mark start = index.markAt(first);
        LogCursor cursor = new LogCursor(file, start.offset(), now.endBytes(), READ_AHEAD_BYTES);
        long position = cursor.seek(start.position(), first);
        if (position < first) {
            position += cursor.skip(position).events();
        }
        while (batches.size() < max && cursor.hasNext()) {
            LoggedBatch batch = cursor.next(position);
            batches.add(batch);
            position = batch.nextPosition();
        }
        return batches;
    }

    /** How long the log's file is, without the space that it takes in advance. */
    public long bytes() {
        return extent().endBytes();
    }

    private LogExtent extent() {
        if (closed) {
            throw new IllegalStateException("the event log is closed");
        }
        return extent;
    }

    /** Writes what waits, then gives the folder back. */
    @Override
    public void close() {
        commits.close();
        if (!closed) {
            closed = true;
            try {
                folder.close(extent);
            } catch (IOException e) {
                throw new LogUnavailable("the event log could not be closed", e);
            }
        }
    }

    /** Everything it does happens in the one writer thread. */
    private final class FileBatchStore implements BatchStore {

        @Override
        public ChainHead head() {
            return extent.head();
        }

        @Override
        public OptionalLong lastSequence(String stream) {
            return index.lastSequence(stream);
        }

        @Override
        public boolean write(LoggedBatch batch) {
            ByteBuffer record = LogRecord.encode(batch);
            try {
                int bytes = record.remaining();
                long offset = file.append(record);
                addToIndex(batch, offset, bytes);
                latest.add(batch, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            extent = new LogExtent(ChainHead.after(batch), file.end());
            return true;
        }

        private void addToIndex(LoggedBatch batch, long offset, int bytes) throws IOException {
            try {
                index.add(batch, offset, bytes);
            } catch (IOException | RuntimeException e) {
                file.fail(e); // Durable, but the index no longer follows: it does again at the next start.
                throw e;
            }
        }

        @Override
        public boolean reload() {
            return false; // Nobody else can move the head of a locked file.
        }
    }
}
