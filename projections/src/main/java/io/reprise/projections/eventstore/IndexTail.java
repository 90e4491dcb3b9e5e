package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The youngest part of the index, in memory: one thread adds, any number read. */
final class IndexTail implements IndexPart {

    private static final int BYTES_BETWEEN_MARKS = 32 * 1024;

    private record Stream(long firstSequence, GrowingLongs offsets) {}

    private final LogExtent start;
    private final Map<StreamKey, Stream> streams = new ConcurrentHashMap<>();
    private final GrowingLongs markPositions = new GrowingLongs();
    private final GrowingLongs markOffsets = new GrowingLongs();
    private LogExtent end;
    private long lastBatchOffset;

    /** @param start what came before it */
    IndexTail(LogExtent start) {
        this.start = start;
        this.end = start;
    }

    /** @param offset where the batch's record starts in the log file, {@code recordBytes} long */
    void add(LoggedBatch batch, long offset, long recordBytes) {
        if (markOffsets.size() == 0 || offset - markOffsets.get(markOffsets.size() - 1) >= BYTES_BETWEEN_MARKS) {
            markOffsets.add(offset);
            markPositions.add(batch.firstPosition());
        }
        long eventOffset = offset + LogRecord.HEADER_BYTES + LogRecord.BODY_HEAD_BYTES;
        for (StoredEvent stored : batch.events()) {
            NewEvent event = stored.event();
            streams.computeIfAbsent(
                            StreamKey.of(event.stream()), key -> new Stream(event.sequence(), new GrowingLongs()))
                    .offsets()
                    .add(eventOffset);
            eventOffset += BatchCodec.encodedBytes(event);
        }
        lastBatchOffset = offset;
        end = new LogExtent(ChainHead.after(batch), offset + recordBytes);
    }

    /** Number of events in it. */
    long events() {
        return end.head().position() - start.head().position();
    }

    /** How much of the log it covers. */
    long bytes() {
        return end.endBytes() - start.endBytes();
    }

    LogExtent end() {
        return end;
    }

    /** What is in it now; nothing may be added any more. */
    SortedPart sorted() {
        return new Sorted(streams.keySet().stream().sorted().toList());
    }

    private final class Sorted implements SortedPart {
        private final List<StreamKey> keys;

        private Sorted(List<StreamKey> keys) {
            this.keys = keys;
        }

        @Override
        public int streams() {
            return keys.size();
        }

        @Override
        public StreamKey key(int stream) {
            return keys.get(stream);
        }

        @Override
        public Slice slice(int stream) {
            return IndexTail.this.slice(keys.get(stream));
        }

        @Override
        public int marks() {
            return IndexTail.this.marks();
        }

        @Override
        public Mark mark(int index) {
            return IndexTail.this.mark(index);
        }

        @Override
        public long startByte() {
            return start.endBytes();
        }

        @Override
        public long firstPosition() {
            return IndexTail.this.firstPosition();
        }

        @Override
        public LogExtent end() {
            return end;
        }

        @Override
        public long lastBatchOffset() {
            return lastBatchOffset;
        }
    }

    @Override
    public long firstPosition() {
        return start.head().position();
    }

    @Override
    public Slice slice(StreamKey key) {
        Stream stream = streams.get(key);
        int count = stream == null ? 0 : stream.offsets().size();
        return count == 0 ? null : new Slice(stream.firstSequence(), stream.offsets()::get, 0, count);
    }

    @Override
    public int marks() {
        return markPositions.size();
    }

    @Override
    public Mark mark(int index) {
        return new Mark(markPositions.get(index), markOffsets.get(index));
    }
}
