package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.projections.eventstore.IndexPart.Mark;
import io.reprise.projections.eventstore.IndexPart.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.function.Predicate;

/**
 * Where in the log file a batch and an event of a stream are. Its youngest part is in memory; older parts are files that
 * never change ({@link IndexRuns}), merged so that they stay few. So adding costs the same however long the log is, a
 * look-up grows with the logarithm, and a start reads no more of the log than the part in memory covers.
 *
 * <p>The files can be thrown away and are made again from the log. The design is that of a log-structured merge tree
 * (O'Neil et al. 1996) whose log is the event log itself.
 */
final class StreamIndex {

    /** The part in memory is written to a file beyond this many events or bytes of the log. */
    static final int TAIL_EVENTS_MAX = 64 * 1024;

    static final long TAIL_BYTES_MAX = 32L * 1024 * 1024;

    private final IndexRuns runs;

    /** @param runs what is in files; more is to be added from their end on */
    StreamIndex(IndexRuns runs) {
        this.runs = runs;
    }

    /** How much of the log is in it. */
    LogExtent end() {
        return runs.tail().end();
    }

    /** @param offset where the batch's record starts in the log file, {@code recordBytes} long */
    void add(LoggedBatch batch, long offset, long recordBytes) throws IOException {
        IndexTail tail = runs.tail();
        tail.add(batch, offset, recordBytes);
        if (tail.events() >= TAIL_EVENTS_MAX || tail.bytes() >= TAIL_BYTES_MAX) {
            runs.seal();
        }
    }

    /** A batch at or not far before the position, which is in the log. */
    Mark markAt(long position) {
        return partAt(part -> part.mark(0).position() <= position).markAt(position);
    }

    /** A batch at or not far before a byte of the log. */
    Mark markAtByte(long offset) {
        return partAt(part -> part.mark(0).offset() <= offset).markAtByte(offset);
    }

    private IndexPart partAt(Predicate<IndexPart> isNotBehind) {
        List<IndexPart> parts = runs.all();
        int part = parts.size() - 1;
        while (part > 0 && (parts.get(part).marks() == 0 || !isNotBehind.test(parts.get(part)))) {
            part--;
        }
        return parts.get(part);
    }

    OptionalLong lastSequence(String stream) {
        StreamKey key = StreamKey.of(stream);
        List<IndexPart> parts = runs.all();
        for (int i = parts.size() - 1; i >= 0; i--) {
            Slice slice = parts.get(i).slice(key);
            if (slice != null) {
                return OptionalLong.of(slice.nextSequence() - 1);
            }
        }
        return OptionalLong.empty();
    }

    /** Where the events of a stream start in the log file, from a sequence number on, in order. */
    PrimitiveIterator.OfLong offsets(String stream, long fromSequence) {
        StreamKey key = StreamKey.of(stream);
        List<Slice> slices = runs.all().stream()
                .map(part -> part.slice(key))
                .filter(slice -> slice != null && slice.nextSequence() > fromSequence)
                .toList();
        return new OffsetsOfStream(slices, Math.max(fromSequence, 0));
    }

    private static final class OffsetsOfStream implements PrimitiveIterator.OfLong {
        private final List<Slice> slices;
        private int slice;
        private long sequence;

        OffsetsOfStream(List<Slice> slices, long sequence) {
            this.slices = slices;
            this.sequence = sequence;
        }

        @Override
        public boolean hasNext() {
            if (slice < slices.size() && sequence >= slices.get(slice).nextSequence()) {
                slice++;
            }
            return slice < slices.size();
        }

        @Override
        public long nextLong() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            return slices.get(slice).offsetOf(sequence++);
        }
    }

    /** Makes it whole on disk. */
    void close() {
        try {
            if (runs.tail().events() > 0) {
                runs.seal();
            }
            runs.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the index of the event log could not be written", e);
        }
    }

    /** Drops what is not in files. */
    void abandon() {
        runs.abandon();
    }
}
