package io.reprise.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.http.VerificationDesk.Progress;
import io.reprise.http.VerificationDesk.Report;
import io.reprise.http.VerificationDesk.Verification;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Verifies the log while the server runs: hash chain, sequence numbers, and every checkpoint that was signed. One
 * verification at a time; what came of the last {@link #KEPT_MAX} is kept over restarts, and known at every server.
 */
public final class VerificationDesk extends WorkDesk<String, Progress, Report, Verification> {

    public static final int KEPT_MAX = 20;

    /** There is one thing that is verified. */
    private static final String THE_LOG = "log";

    private final EventLog log;
    private final CheckpointStore checkpoints;
    private final Predicate<SignedNote> isTrusted;

    /** @param isTrusted whether a key of this installation signed a checkpoint */
    public VerificationDesk(
            EventLog log,
            CheckpointStore checkpoints,
            Predicate<SignedNote> isTrusted,
            CampaignClock clock,
            KeptWork kept,
            ObjectMapper json) {
        super(
                new WorkQueue<>(
                        "verifications",
                        KEPT_MAX,
                        clock,
                        new WorkBoard<>(kept, json, String.class, Progress.class, Report.class)),
                (id, about, by, at, stage, progress, report, failure) ->
                        new Verification(id, by, at, stage, progress, report, failure));
        this.log = log;
        this.checkpoints = checkpoints;
        this.isTrusted = isTrusted;
    }

    /**
     * @param report once it is done or cancelled
     * @param failure why there is no report, where it failed; empty otherwise
     */
    public record Verification(
            String id,
            String askedBy,
            Instant askedAt,
            Stage stage,
            Progress progress,
            Optional<Report> report,
            String failure) {}

    /** @param position everything before it was checked, @param events how many there are */
    public record Progress(long position, long events) {

        /** A share of 1. */
        public double share() {
            return events == 0 ? 1 : position / (double) events;
        }
    }

    /**
     * What was found.
     *
     * @param holds whether all of the log is as it was written
     * @param cancelled whether it was called off before the end; then nothing is said of the rest
     * @param events how many were checked
     * @param checkpoints how many there are
     * @param forged checkpoints that no key of this installation signed, by their sizes
     * @param headHash hash of the last batch, lower case hexadecimal; where the log is intact
     * @param damage the first there is
     */
    public record Report(
            boolean holds,
            boolean cancelled,
            long events,
            int checkpoints,
            List<Long> forged,
            Optional<String> headHash,
            Optional<Damage> damage) {

        private static Report of(Verdict verdict, long events, int checkpoints, List<Long> forged) {
            return switch (verdict) {
                case Verdict.Intact intact ->
                    new Report(
                            forged.isEmpty(),
                            false,
                            intact.events(),
                            checkpoints,
                            forged,
                            Optional.of(intact.headHash()),
                            Optional.empty());
                case Verdict.Damaged damaged ->
                    new Report(
                            false,
                            false,
                            events,
                            checkpoints,
                            forged,
                            Optional.empty(),
                            Optional.of(new Damage(damaged.position(), damaged.what())));
                case Verdict.CalledOff off ->
                    new Report(false, true, off.position(), checkpoints, forged, Optional.empty(), Optional.empty());
            };
        }

        /** Whether something is wrong, as far as was looked. */
        public boolean fails() {
            return damage.isPresent() || !forged.isEmpty();
        }
    }

    /** @param position first of the batch it is in, @param what is wrong there */
    public record Damage(long position, String what) {}

    private final class Job implements WorkQueue.Job<Progress, Report> {
        private volatile Progress progress = new Progress(0, log.head());
        private volatile boolean isCancelled;

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }

        @Override
        public Report run() {
            List<SignedCheckpoint> signed = checkpoints.all();
            List<Long> forged = signed.stream()
                    .filter(one -> !isTrusted.test(one.note()))
                    .map(one -> one.checkpoint().size())
                    .toList();
            List<Checkpoint> known =
                    signed.stream().map(SignedCheckpoint::checkpoint).toList();
            Verdict verdict = ChainVerifier.verify(log, known, this::reached);
            return Report.of(verdict, progress.position(), known.size(), forged);
        }

        private boolean reached(long position, long events) {
            progress = new Progress(position, events);
            return !isCancelled;
        }

        @Override
        public boolean isWhole(Report report) {
            return !report.cancelled();
        }
    }

    /** Asks for one; while another is not over, that one is the answer. */
    public synchronized Verification ask(String by) {
        return all().stream()
                .filter(one -> !one.stage().isOver())
                .findFirst()
                .orElseGet(() -> ask(THE_LOG, new Job(), by));
    }

    /** The last one; empty where none was asked for. */
    public Optional<Verification> latest() {
        return all().stream().findFirst();
    }
}
