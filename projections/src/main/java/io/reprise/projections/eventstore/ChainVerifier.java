package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a log from its beginning and checks that it is what was once written: positions and sequence numbers without
 * gaps, every batch's hash the hash of what is stored, every batch linked to the one before it.
 *
 * <p>A chain proves nothing about batches cut off its end: compare the head's hash with a checkpoint kept elsewhere.
 * Holds one number per stream in memory.
 */
public final class ChainVerifier {

    private static final int BATCHES_AT_ONCE = 16;

    private final Map<String, Long> lastSequences = new HashMap<>();
    private ChainHead head = ChainHead.EMPTY;
    private long batches;

    private ChainVerifier() {}

    /** What was found. */
    public sealed interface Verdict {

        /**
         * Nothing is wrong.
         *
         * @param events number of events checked
         * @param batches number of batches checked
         * @param headHash hash of the last batch, {@link LoggedBatch#GENESIS} for an empty log; lower case hexadecimal
         */
        record Intact(long events, long batches, String headHash) implements Verdict {}

        /**
         * The first damage.
         *
         * @param position first position of the batch it is in
         * @param what what is wrong
         */
        record Damaged(long position, String what) implements Verdict {}
    }

    /** Checks everything that was in the log when called; events appended meanwhile may be checked too. */
    public static Verdict verify(EventLog log) {
        ChainVerifier verifier = new ChainVerifier();
        try {
            verifier.read(log, log.head());
            return new Verdict.Intact(verifier.head.position(), verifier.batches, verifier.head.hash());
        } catch (LogDamaged damage) {
            return new Verdict.Damaged(damage.position(), damage.what());
        }
    }

    private void read(EventLog log, long events) {
        while (head.position() < events) {
            List<LoggedBatch> next = next(log);
            if (next.isEmpty()) {
                throw new LogDamaged(head.position(), "batches are missing up to position " + events);
            }
            next.forEach(this::check);
        }
    }

    private List<LoggedBatch> next(EventLog log) {
        try {
            return log.batches(head.position(), BATCHES_AT_ONCE);
        } catch (LogDamaged damage) {
            // One of them cannot be read: one at a time, so that damage before it is found first.
            return log.batches(head.position(), 1);
        }
    }

    private void check(LoggedBatch batch) {
        head.requireNext(batch);
        if (batch.events().isEmpty()) {
            throw new LogDamaged(head.position(), "the batch is empty");
        }
        if (!batch.isIntact()) {
            throw new LogDamaged(head.position(), "the hash of the batch is not the hash of what is stored");
        }
        batch.events().forEach(this::checkSequence);
        head = ChainHead.after(batch);
        batches++;
    }

    private void checkSequence(StoredEvent stored) {
        NewEvent event = stored.event();
        Long last = lastSequences.put(event.stream(), event.sequence());
        long expected = last == null ? 0 : last + 1;
        if (event.sequence() != expected) {
            String what = event.sequence() < expected ? "takes a sequence number twice" : "leaves a hole";
            throw new LogDamaged(
                    head.position(),
                    "stream '" + event.stream() + "' " + what + ": " + event.sequence() + " where " + expected
                            + " should be");
        }
    }
}
