package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The event log in one file, for when no server is named: H2's MVStore, committed and synced to disk before an append is
 * acknowledged. MVStore writes versions behind each other and finds the last whole one when it is opened, so a torn tail
 * is dropped and nothing that was acknowledged is.
 */
public final class EmbeddedEventLog extends GroupedEventLog {

    private final MVStore store;
    private final MVMap<Long, byte[]> batches;
    /** Stream, a zero character, sequence as 16 hexadecimal digits: position. */
    private final MVMap<String, Long> streams;

    /** @throws IllegalStateException where another process has the file open, or it is no log */
    public EmbeddedEventLog(Path file) {
        try {
            store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .cacheSize(64)
                    .open();
        } catch (MVStoreException e) {
            throw new IllegalStateException(
                    "the event log " + file.getFileName()
                            + " cannot be opened: another Reprise may be running on it, or it was damaged ("
                            + e.getMessage() + ")",
                    e);
        }
        // What is on disk is what was acknowledged: never reuse a chunk's space before it is safe to.
        store.setRetentionTime(45_000);
        batches = store.openMap(
                "batches",
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
        streams = store.openMap(
                "streams",
                new MVMap.Builder<String, Long>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(LongDataType.INSTANCE));
        start();
    }

    @Override
    Head storedHead() {
        Long last = batches.lastKey();
        if (last == null) {
            return new Head(0, LoggedBatch.GENESIS);
        }
        LoggedBatch batch = BatchCodec.decode(last, batches.get(last));
        return new Head(batch.nextPosition(), batch.hash());
    }

    @Override
    boolean write(LoggedBatch batch) {
        try {
            // Streams first: readers take a batch as there once it is in `batches`.
            for (StoredEvent stored : batch.events()) {
                streams.put(key(stored.event().stream(), stored.event().sequence()), stored.position());
            }
            batches.put(batch.firstPosition(), BatchCodec.encode(batch));
            store.commit();
            store.sync();
            return true;
        } catch (RuntimeException e) {
            store.rollback();
            throw e;
        }
    }

    private static String key(String stream, long sequence) {
        return stream + '\0' + String.format("%016x", sequence);
    }

    @Override
    public List<StoredEvent> read(long from, int max) {
        List<StoredEvent> events = new ArrayList<>();
        Long first = batches.floorKey(from);
        if (first == null) {
            first = batches.ceilingKey(from);
        }
        for (Long at = first; at != null && events.size() < max; at = batches.higherKey(at)) {
            for (StoredEvent event : BatchCodec.decode(at, batches.get(at)).events()) {
                if (event.position() >= from && events.size() < max) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        List<StoredEvent> events = new ArrayList<>();
        String prefix = stream + '\0';
        LoggedBatch batch = null;
        for (String at = streams.ceilingKey(key(stream, fromSequence));
                at != null && at.startsWith(prefix) && events.size() < max;
                at = streams.higherKey(at)) {
            long position = streams.get(at);
            Long first = batches.floorKey(position);
            if (first == null || !batches.containsKey(first)) {
                break;
            }
            if (batch == null || batch.firstPosition() != first) {
                batch = BatchCodec.decode(first, batches.get(first));
            }
            if (position >= batch.nextPosition()) {
                // Being written: its batch is not there yet.
                break;
            }
            events.add(batch.events().get((int) (position - first)));
        }
        return events;
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        String last = streams.lowerKey(stream + '\1');
        return last == null || !last.startsWith(stream + '\0')
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(last.substring(stream.length() + 1), 16));
    }

    @Override
    public long head() {
        Map.Entry<Long, byte[]> last = lastBatch();
        return last == null
                ? 0
                : BatchCodec.decode(last.getKey(), last.getValue()).nextPosition();
    }

    private Map.Entry<Long, byte[]> lastBatch() {
        Long last = batches.lastKey();
        return last == null ? null : Map.entry(last, batches.get(last));
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        List<LoggedBatch> found = new ArrayList<>();
        for (Long at = batches.ceilingKey(fromPosition); at != null && found.size() < max; at = batches.higherKey(at)) {
            found.add(BatchCodec.decode(at, batches.get(at)));
        }
        return found;
    }

    @Override
    void closeStore() {
        store.close();
    }
}
