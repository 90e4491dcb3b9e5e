package io.reprise.domain.model.port;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The one truth: every event ever accepted, in one total order without gaps.
 *
 * <p>Positions count events from 0. A batch is appended whole or not at all and is acknowledged only when it would
 * survive the loss of the process and of the machine's volatile memory. Each batch carries the SHA-256 of the batch
 * before it ({@link LoggedBatch#hash}), so the log is a hash chain. Implementations are safe for concurrent use and
 * group commits that arrive together into one durable write.
 */
public interface EventLog extends AutoCloseable {

    /** A single event's payload and metadata together may not be longer. */
    int EVENT_BYTES_MAX = 4 * 1024 * 1024;
    /** One append may not hold more events. */
    int BATCH_EVENTS_MAX = 1_000;
    /** One append may not be longer, so that it fits into one MongoDB document of 16 MiB together with its keys. */
    int APPEND_BYTES_MAX = 12 * 1024 * 1024;
    /** Ids and names may not be longer in UTF-8, so that they fit into every index. */
    int NAME_BYTES_MAX = 512;

    /**
     * Appends the events at the head, in order, and returns once they are durable.
     *
     * @return the position of the first one
     * @throws SequenceConflict if any event's (stream, sequence) is taken, or leaves a hole; nothing was appended
     * @throws LimitExceeded if a limit above is exceeded; nothing was appended
     */
    long append(List<NewEvent> events);

    /** Up to {@code max} events with position ≥ {@code from}, in order; empty at the head. */
    List<StoredEvent> read(long from, int max);

    /** Up to {@code max} events of one stream with sequence ≥ {@code fromSequence}, in order. */
    List<StoredEvent> readStream(String stream, long fromSequence, int max);

    /** The highest sequence number in the stream, or empty where the stream does not exist. */
    OptionalLong lastSequence(String stream);

    /** The position of the next event to be appended, which is the number of events. */
    long head();

    /**
     * Waits until there is an event at a position. What this process appends is noticed at once, what others append soon.
     *
     * @return whether there is one; false also where the waiting thread was interrupted, which stays interrupted
     */
    boolean await(long position, Duration atMost);

    /** Up to {@code max} batches whose first position is ≥ {@code fromPosition}, with their chain hashes as stored. */
    List<LoggedBatch> batches(long fromPosition, int max);

    @Override
    void close();

    /** Somebody else appended to the stream first: load it again and decide again. */
    final class SequenceConflict extends RuntimeException {
        public SequenceConflict(String stream, long sequence) {
            super("stream '" + stream + "' cannot take sequence " + sequence + ": load it again and decide again");
        }

        /** The same conflict, thrown on to a caller in another thread. */
        public SequenceConflict(SequenceConflict cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A limit of the log; the message names it. */
    final class LimitExceeded extends RuntimeException {
        public LimitExceeded(String limit, long max, long was) {
            super(limit + " is at most " + max + ", but was " + was);
        }
    }
}
