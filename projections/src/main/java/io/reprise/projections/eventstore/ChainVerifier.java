package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.MerkleRange;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a log from its beginning and checks that it is what was once written: positions and sequence numbers without
 * gaps, every batch's hash the hash of what is stored, every batch linked to the one before it.
 *
 * <p>A chain alone proves nothing about batches cut off its end, or about a history that was rewritten with all its
 * hashes: checkpoints do. Holds one number per stream in memory.
 */
public final class ChainVerifier {

    private static final int BATCHES_AT_ONCE_MIN = 16;
    private static final int BATCHES_AT_ONCE_MAX = 4_096;
    private static final int PAGE_BYTES = 1024 * 1024;

    private final Map<String, Long> lastSequences = new HashMap<>();
    private final Deque<Checkpoint> expected = new ArrayDeque<>();
    private final MerkleRange tree = new MerkleRange();
    private ChainHead head = ChainHead.EMPTY;
    private long batches;
    private long lastMatch;
    private long matchBefore;
    private int batchesAtOnce = BATCHES_AT_ONCE_MIN;

    private final Progress progress;

    /** Is told how far a verification has got, and asked whether it goes on. */
    public interface Progress {

        Progress NOBODY = (position, events) -> true;

        /** @return whether to go on */
        boolean reached(long position, long events);
    }

    private ChainVerifier(List<Checkpoint> checkpoints, Progress progress) {
        this.progress = progress;
        checkpoints.stream().sorted(Comparator.comparingLong(Checkpoint::size)).forEach(expected::add);
    }

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

        /** It was called off: nothing was found up to there. @param position everything before it was checked */
        record CalledOff(long position) implements Verdict {}
    }

    /** Checks everything that was in the log when called; events appended meanwhile may be checked too. */
    public static Verdict verify(EventLog log) {
        return verify(log, List.of());
    }

    /**
     * The same, and that the log is the one these checkpoints speak of: whoever rewrites events together with all
     * hashes behind them, or cuts the log off, is found by a checkpoint from before.
     */
    public static Verdict verify(EventLog log, List<Checkpoint> checkpoints) {
        return verify(log, checkpoints, Progress.NOBODY);
    }

    /** The same, for somebody who watches and may call it off. */
    public static Verdict verify(EventLog log, List<Checkpoint> checkpoints, Progress progress) {
        ChainVerifier verifier = new ChainVerifier(checkpoints, progress);
        try {
            if (!verifier.read(log, log.head())) {
                return new Verdict.CalledOff(verifier.head.position());
            }
            verifier.requireNoneLeft();
            return new Verdict.Intact(verifier.head.position(), verifier.batches, verifier.head.hash());
        } catch (LogDamaged damage) {
            return new Verdict.Damaged(damage.position(), damage.what());
        }
    }

    /** The next page is read while the last one is hashed. @return whether it was read to the end */
    private boolean read(EventLog log, long events) {
        try (ExecutorService reader = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("verify-read").factory())) {
            Future<List<Hashed>> reading = reader.submit(() -> next(log, 0));
            while (head.position() < events) {
                List<Hashed> page = get(reading);
                if (page.isEmpty()) {
                    throw new LogDamaged(head.position(), "batches are missing up to position " + events);
                }
                long following = page.getLast().batch().nextPosition();
                if (following < events) {
                    adapt(page);
                    reading = reader.submit(() -> next(log, following));
                }
                page.forEach(this::check);
                if (!progress.reached(Math.min(head.position(), events), events)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A batch and the hashes of its events, which take most of the time and are made on all processors. */
    private record Hashed(LoggedBatch batch, List<byte[]> leaves) {}

    private List<Hashed> next(EventLog log, long position) {
        return page(log, position).parallelStream()
                .map(batch -> new Hashed(batch, batch.leafHashes()))
                .toList();
    }

    private List<LoggedBatch> page(EventLog log, long position) {
        try {
            return log.batches(position, batchesAtOnce);
        } catch (LogDamaged damage) {
            // One of them cannot be read: one at a time, so that damage before it is found first.
            batchesAtOnce = 1;
            return log.batches(position, 1);
        }
    }

    /** Pages are neither so small that asking for them counts, nor so large that they fill the memory. */
    private void adapt(List<Hashed> page) {
        long bytes = 0;
        for (Hashed each : page) {
            for (StoredEvent stored : each.batch().events()) {
                bytes += stored.event().payload().length;
            }
        }
        if (batchesAtOnce > 1) {
            batchesAtOnce = bytes < PAGE_BYTES
                    ? Math.min(batchesAtOnce * 2, BATCHES_AT_ONCE_MAX)
                    : Math.max(batchesAtOnce / 2, BATCHES_AT_ONCE_MIN);
        }
    }

    private static List<Hashed> get(Future<List<Hashed>> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was verified", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void check(Hashed hashed) {
        LoggedBatch batch = hashed.batch();
        List<byte[]> leaves = hashed.leaves();
        head.requireNext(batch);
        if (batch.events().isEmpty()) {
            throw new LogDamaged(head.position(), "the batch is empty");
        }
        if (!batch.isIntact(leaves)) {
            throw new LogDamaged(head.position(), "the hash of the batch is not the hash of what is stored");
        }
        batch.events().forEach(this::checkSequence);
        for (byte[] leaf : leaves) {
            checkTree();
            tree.add(leaf);
        }
        head = ChainHead.after(batch);
        batches++;
    }

    private void checkTree() {
        while (!expected.isEmpty() && expected.peek().size() == tree.size()) {
            Checkpoint checkpoint = expected.remove();
            if (!Arrays.equals(checkpoint.root(), tree.root())) {
                // Another checkpoint of the same size may match: whoever has the key signs what was rewritten anew.
                throw new LogDamaged(
                        lastMatch < checkpoint.size() ? lastMatch : matchBefore,
                        "something from here to position " + (checkpoint.size() - 1) + " is not what the checkpoint of "
                                + checkpoint.size() + " events was signed for");
            }
            if (lastMatch < checkpoint.size()) {
                matchBefore = lastMatch;
                lastMatch = checkpoint.size();
            }
        }
    }

    private void requireNoneLeft() {
        checkTree();
        if (!expected.isEmpty()) {
            throw new LogDamaged(
                    head.position(),
                    "the log ends here, but a checkpoint of " + expected.peek().size()
                            + " events was signed: it was cut off");
        }
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
