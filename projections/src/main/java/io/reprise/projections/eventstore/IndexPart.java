package io.reprise.projections.eventstore;

import java.util.function.Predicate;

/** The index of the log between two of its bytes. Parts adjoin: one ends where the next begins. */
interface IndexPart {

    /**
     * Consecutive events of one stream.
     *
     * @param offsets byte in the log file each event starts at
     * @param from where they are in {@code offsets}
     */
    record Slice(long firstSequence, Longs offsets, int from, int count) {
        long offsetOf(long sequence) {
            return offsets.get(from + (int) (sequence - firstSequence));
        }

        long nextSequence() {
            return firstSequence + count;
        }
    }

    /** Longs by index. */
    interface Longs {
        long get(int index);
    }

    /** A batch and the byte its record starts at. */
    record Mark(long position, long offset) {}

    /** First position in this part. */
    long firstPosition();

    /** The stream's events in this part, or null where it has none. */
    Slice slice(StreamKey stream);

    /** Number of marks: some of the batches, never far apart; the first batch of the part is one of them. */
    int marks();

    Mark mark(int index);

    /** The last mark whose position is at or before one that is not before this part. */
    default Mark markAt(long position) {
        return lastMark(mark -> mark.position() <= position);
    }

    /** The last mark whose record starts at or before a byte that is not before this part. */
    default Mark markAtByte(long offset) {
        return lastMark(mark -> mark.offset() <= offset);
    }

    private Mark lastMark(Predicate<Mark> isNotBehind) {
        int low = 0;
        int high = marks() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (isNotBehind.test(mark(middle))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return mark(low);
    }
}
