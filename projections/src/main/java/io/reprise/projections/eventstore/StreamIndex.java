package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Where in the log file a batch and an event of a stream are: an MVStore that can be thrown away and built again.
 *
 * <p>It is not synced with each commit and not trusted after a crash; see {@link EmbeddedEventLog} for why the events
 * themselves are not in it.
 */
final class StreamIndex implements AutoCloseable {

    /** Where an event is: its position, and the byte in the log file it starts at. */
    record Place(long position, long offset) {}

    private static final char SEPARATOR = '\0';
    private static final int SEQUENCE_DIGITS = 16;
    private static final int UNSAVED_BYTES_MAX = 8 * 1024 * 1024;

    private final MVStore store;
    private final MVMap<Long, Long> batches;
    private final MVMap<String, long[]> events;

    StreamIndex(Path file) {
        store = new MVStore.Builder()
                .fileName(UninterruptibleFilePath.name(file))
                .autoCommitDisabled()
                .cacheSize(32)
                .open();
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
        batches = store.openMap("batches");
        events = store.openMap("events");
    }

    /** @param offset where the batch's record starts in the log file */
    void add(LoggedBatch batch, long offset) {
        long eventOffset = offset + LogRecord.HEADER_BYTES + LogRecord.BODY_HEAD_BYTES;
        for (StoredEvent stored : batch.events()) {
            NewEvent event = stored.event();
            events.put(key(event.stream(), event.sequence()), new long[] {stored.position(), eventOffset});
            eventOffset += BatchCodec.encodedBytes(event);
        }
        batches.put(batch.firstPosition(), offset);
        if (store.getUnsavedMemory() > UNSAVED_BYTES_MAX) {
            store.commit();
        }
    }

    /** The batch that holds the position, or else the last one: first position and offset; null in an empty log. */
    Map.Entry<Long, Long> batchAt(long position) {
        Long first = batches.floorKey(position);
        return first == null ? null : Map.entry(first, batches.get(first));
    }

    /** The first batch with that or a higher first position; null if there is none. */
    Map.Entry<Long, Long> batchFrom(long position) {
        Long first = batches.ceilingKey(position);
        return first == null ? null : Map.entry(first, batches.get(first));
    }

    OptionalLong lastSequence(String stream) {
        String last = events.floorKey(key(stream, Long.MAX_VALUE));
        return last != null && isOf(stream, last)
                ? OptionalLong.of(HexFormat.fromHexDigitsToLong(last, stream.length() + 1, last.length()))
                : OptionalLong.empty();
    }

    /** The events of a stream from a sequence number on, in order. */
    Iterator<Place> places(String stream, long fromSequence) {
        Cursor<String, long[]> cursor = events.cursor(key(stream, Math.max(fromSequence, 0)));
        return new Iterator<>() {
            private Place next = advance();

            private Place advance() {
                if (!cursor.hasNext() || !isOf(stream, cursor.next())) {
                    return null;
                }
                return new Place(cursor.getValue()[0], cursor.getValue()[1]);
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Place next() {
                Place place = next;
                next = advance();
                return place;
            }
        };
    }

    private static String key(String stream, long sequence) {
        return stream + SEPARATOR + HexFormat.of().toHexDigits(sequence);
    }

    /** A stream's name holds no separator, so the keys of two streams never mix. */
    private static boolean isOf(String stream, String key) {
        return key.length() == stream.length() + 1 + SEQUENCE_DIGITS
                && key.startsWith(stream)
                && key.charAt(stream.length()) == SEPARATOR;
    }

    /** Makes it whole on disk. */
    @Override
    public void close() {
        store.commit();
        store.sync();
        store.close();
    }

    /** Drops what is not saved. */
    void abandon() {
        store.closeImmediately();
    }
}
