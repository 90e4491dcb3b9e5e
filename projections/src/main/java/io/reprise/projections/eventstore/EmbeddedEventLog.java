package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The event log of one process, in a folder: no server needed.
 *
 * <p>{@code events.log} is the truth: it only grows, one record a batch, synced before the acknowledgement. An MVStore
 * beside it, {@code index.mv}, says where a batch and an event of a stream are; it is built again from the log whenever
 * the last process did not close it. The events are not in the MVStore itself, because its chunks carry no checksum of
 * their content: of 1,416 power losses simulated by mixing the 4 KiB blocks from before and after a commit, 148 left a
 * store that could not be read; {@code EmbeddedEventLogCrashTest} does the same to this log.
 */
public final class EmbeddedEventLog implements EventLog {

    private static final int READ_AHEAD_BYTES = 64 * 1024;
    private static final int READ_ONE_BYTES = 4 * 1024;

    private final LogFolder folder;
    private final LogFile file;
    private final StreamIndex index;
    private final GroupCommit commits;
    private final HeadSignal signal = new HeadSignal();
    private volatile LogExtent extent;
    private volatile boolean closed;

    private EmbeddedEventLog(LogFolder folder) {
        this.folder = folder;
        this.file = folder.file();
        this.index = folder.index();
        this.extent = folder.extent();
        this.commits = new GroupCommit(new FileBatchStore(), "reprise-embedded-log");
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
        try {
            return new EmbeddedEventLog(LogFolder.open(folder));
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
        Map.Entry<Long, Long> start = index.batchAt(first);
        LogCursor cursor = new LogCursor(file, start.getValue(), now.endBytes(), READ_AHEAD_BYTES);
        for (long position = start.getKey(); events.size() < max && cursor.hasNext(); ) {
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
        Iterator<StreamIndex.Place> places = index.places(stream, fromSequence);
        while (events.size() < max && places.hasNext()) {
            StreamIndex.Place place = places.next();
            if (place.position() >= now.head().position()) {
                break; // Being written just now: seen next time, together with the rest of its batch.
            }
            StoredEvent stored =
                    new LogCursor(file, place.offset(), now.endBytes(), READ_ONE_BYTES).event(place.position());
            NewEvent event = stored.event();
            if (!event.stream().equals(stream) || event.sequence() != Math.max(fromSequence, 0) + events.size()) {
                throw new LogDamaged(place.position(), "it is not the event of stream '" + stream + "' it should be");
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
        Map.Entry<Long, Long> start = index.batchFrom(Math.max(fromPosition, 0));
        if (start == null) {
            return batches;
        }
        LogCursor cursor = new LogCursor(file, start.getValue(), now.endBytes(), READ_AHEAD_BYTES);
        for (long position = start.getKey(); batches.size() < max && cursor.hasNext(); ) {
            LoggedBatch batch = cursor.next(position);
            batches.add(batch);
            position = batch.nextPosition();
        }
        return batches;
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
                long offset = file.append(record);
                index.add(batch, offset);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            } catch (RuntimeException e) {
                file.fail(e); // Durable, but the index no longer follows: it is built again at the next start.
                throw e;
            }
            extent = new LogExtent(ChainHead.after(batch), file.end());
            return true;
        }

        @Override
        public boolean reload() {
            return false; // Nobody else can move the head of a locked file.
        }
    }
}
