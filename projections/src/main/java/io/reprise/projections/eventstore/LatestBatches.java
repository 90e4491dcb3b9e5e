package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The last batches as they were written, in a row, by their first position: whoever follows the log need not read back from the file what is
 * hardly written.
 */
final class LatestBatches {

    private static final long BYTES_MAX = 8L * 1024 * 1024;

    /** @param bytes of its record */
    private record Kept(LoggedBatch batch, int bytes) {}

    private final long bytesMax;
    private final NavigableMap<Long, Kept> kept = new TreeMap<>();
    private long bytes;

    LatestBatches() {
        this(BYTES_MAX);
    }

    LatestBatches(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The next one, which is durable. */
    synchronized void add(LoggedBatch batch, int recordBytes) {
        kept.put(batch.firstPosition(), new Kept(batch, recordBytes));
        bytes += recordBytes;
        while (bytes > bytesMax) {
            bytes -= kept.pollFirstEntry().getValue().bytes();
        }
    }

    /** Up to {@code max} events from a position on; empty where the first of them is not here. */
    synchronized List<StoredEvent> read(long from, int max) {
        List<StoredEvent> events = new ArrayList<>();
        Map.Entry<Long, Kept> first = kept.floorEntry(from);
        if (first == null) {
            return events;
        }
        for (Kept one : kept.tailMap(first.getKey(), true).values()) {
            List<StoredEvent> all = one.batch().events();
            int skipped = (int) Math.max(0, from - one.batch().firstPosition());
            for (int i = skipped; i < all.size(); i++) {
                if (events.size() == max) {
                    return events;
                }
                events.add(all.get(i));
            }
        }
        return events;
    }
}
