package io.reprise.http;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Verifies the log while the server runs: hash chain, sequence numbers, and every checkpoint that was signed. One
 * verification at a time; what came of the last one is remembered until the next, or until the server stops.
 */
public final class VerificationDesk implements AutoCloseable {

    private final EventLog log;
    private final CheckpointStore checkpoints;
    private final Predicate<SignedNote> isTrusted;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("verification").daemon().unstarted(task));
    private Check last;

    /** @param isTrusted whether a key of this installation signed a checkpoint */
    public VerificationDesk(EventLog log, CheckpointStore checkpoints, Predicate<SignedNote> isTrusted) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.isTrusted = isTrusted;
    }

    /**
     * How a verification stands.
     *
     * @param position everything before it was checked, of {@code events}
     * @param forged checkpoints that no key of ours signed, by their sizes
     * @param verdict once it is over
     * @param failure why there is no verdict; empty where there is, or will be
     */
    public record Standing(
            String askedBy,
            Instant askedAt,
            long position,
            long events,
            int checkpoints,
            List<Long> forged,
            Optional<Verdict> verdict,
            String failure) {

        public boolean isRunning() {
            return verdict.isEmpty() && failure.isEmpty();
        }

        /** A share of 1. */
        public double progress() {
            return events == 0 ? 1 : position / (double) events;
        }

        public boolean holds() {
            return forged.isEmpty()
                    && verdict.filter(Verdict.Intact.class::isInstance).isPresent();
        }

        public boolean isCalledOff() {
            return verdict.filter(Verdict.CalledOff.class::isInstance).isPresent();
        }

        /** What is wrong and where, in a few words; empty where nothing is. */
        public String damage() {
            return verdict.filter(Verdict.Damaged.class::isInstance)
                    .map(Verdict.Damaged.class::cast)
                    .map(damaged -> damaged.position() + ": " + damaged.what())
                    .orElse("");
        }
    }

    private static final class Check {
        private final String by;
        private final Instant at;
        private volatile Standing standing;
        private volatile boolean isCalledOff;

        private Check(String by, Instant at) {
            this.by = by;
            this.at = at;
            this.standing = new Standing(by, at, 0, 0, 0, List.of(), Optional.empty(), "");
        }
    }

    /** Begins one, unless one is running; then that one goes on. */
    public synchronized Standing begin(String by, Instant at) {
        if (last == null || !last.standing.isRunning()) {
            Check check = new Check(by, at);
            last = check;
            worker.execute(() -> run(check));
        }
        return last.standing;
    }

    private void run(Check check) {
        try {
            List<SignedCheckpoint> signed = checkpoints.all();
            List<Long> forged = new ArrayList<>();
            for (SignedCheckpoint one : signed) {
                if (!isTrusted.test(one.note())) {
                    forged.add(one.checkpoint().size());
                }
            }
            List<Checkpoint> known =
                    signed.stream().map(SignedCheckpoint::checkpoint).toList();
            Verdict verdict = ChainVerifier.verify(log, known, (position, events) -> {
                check.standing =
                        new Standing(check.by, check.at, position, events, known.size(), forged, Optional.empty(), "");
                return !check.isCalledOff;
            });
            Standing end = check.standing;
            check.standing = new Standing(
                    check.by, check.at, end.position(), end.events(), known.size(), forged, Optional.of(verdict), "");
        } catch (RuntimeException e) {
            check.standing = new Standing(
                    check.by, check.at, 0, 0, 0, List.of(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Nothing happens where none is running. */
    public synchronized void callOff() {
        if (last != null) {
            last.isCalledOff = true;
        }
    }

    /** Of the last one; empty where none was asked for. */
    public synchronized Optional<Standing> standing() {
        return Optional.ofNullable(last).map(check -> check.standing);
    }

    @Override
    public void close() {
        callOff();
        worker.shutdownNow();
    }
}
