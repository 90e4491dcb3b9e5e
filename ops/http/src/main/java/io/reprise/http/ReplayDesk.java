package io.reprise.http;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.replay.ReplayProgress;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.replay.ReplayRun;
import io.reprise.domain.model.replay.ReplayScope;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Refusal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Replays that people ask for, one after the other: each takes decisions again in half the processors, so that the sale goes
 * on. They record nothing, and are forgotten when the server stops or {@link #KEPT_MAX} newer ones were asked for.
 */
public final class ReplayDesk implements AutoCloseable {

    static final int KEPT_MAX = 100;
    static final int WAITING_MAX = 20;

    /** Where a replay has got to. */
    public enum Stage {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * @param report once it is done or cancelled
     * @param failure why there is no report, where it failed; empty otherwise
     */
    public record Replay(
            String id,
            ReplayScope scope,
            String askedBy,
            Instant askedAt,
            Stage stage,
            ReplayProgress.Now progress,
            Optional<ReplayReport> report,
            String failure) {}

    /** Too many replays wait. */
    public record ReplaysWaiting(int waiting) implements Refusal {
        @Override
        public String message() {
            return waiting + " replays wait already. Ask again when some are done, or cancel one of them.";
        }
    }

    /** Nobody asked for it, or it is forgotten. */
    public record UnknownReplay(String replay) implements Refusal {
        @Override
        public String message() {
            return "There is no replay '" + replay + "', or it is forgotten. Ask for another.";
        }
    }

    private static final class Asked {
        private final String id = UUID.randomUUID().toString();
        private final ReplayScope scope;
        private final String by;
        private final Instant at;
        private final ReplayProgress progress = new ReplayProgress();
        private volatile Stage stage = Stage.WAITING;
        private volatile ReplayReport report;
        private volatile String failure = "";

        private Asked(ReplayScope scope, String by, Instant at) {
            this.scope = scope;
            this.by = by;
            this.at = at;
        }

        private Replay now() {
            return new Replay(id, scope, by, at, stage, progress.now(), Optional.ofNullable(report), failure);
        }

        private boolean isOver() {
            return stage != Stage.WAITING && stage != Stage.RUNNING;
        }
    }

    private final Campaigns campaigns;
    private final EvidenceStore evidence;
    private final ModelRunner models;
    private final CampaignClock clock;
    private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("replays").daemon().unstarted(task));

    public ReplayDesk(Campaigns campaigns, EvidenceStore evidence, ModelRunner models, CampaignClock clock) {
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = models;
        this.clock = clock;
    }

    /**
     * Asks for a replay; it runs when those before it are done.
     *
     * @throws InvalidValue if there is no such campaign
     * @throws CommandDesk.Refused if too many wait
     */
    public synchronized Replay ask(ReplayScope scope, String by) {
        scope.campaign()
                .ifPresent(id -> InvalidValue.unless(
                        !campaigns.history(id).isEmpty(), "campaign", () -> "there is no campaign '" + id + "'"));
        int waiting = (int) asked.stream().filter(one -> !one.isOver()).count();
        if (waiting >= WAITING_MAX) {
            throw new CommandDesk.Refused(new ReplaysWaiting(waiting));
        }
        Asked one = new Asked(scope, by, clock.instant());
        asked.addFirst(one);
        while (asked.size() > KEPT_MAX) {
            asked.removeLast();
        }
        worker.execute(() -> run(one));
        return one.now();
    }

    private void run(Asked one) {
        if (one.progress.isCancelled()) {
            one.stage = Stage.CANCELLED;
            return;
        }
        one.stage = Stage.RUNNING;
        try {
            one.report = new ReplayRun(campaigns, evidence, models, one.progress).run(one.scope, threads);
            one.stage = one.report.cancelled() ? Stage.CANCELLED : Stage.DONE;
        } catch (RuntimeException e) {
            one.failure = String.valueOf(e.getMessage());
            one.stage = Stage.FAILED;
        }
    }

    /** The newest first. */
    public synchronized List<Replay> all() {
        List<Replay> all = new ArrayList<>();
        asked.forEach(one -> all.add(one.now()));
        return all;
    }

    /** @throws CommandDesk.Refused if there is none */
    public Replay find(String id) {
        return known(id).now();
    }

    /** Calls it off; one that is over stays as it is. @throws CommandDesk.Refused if there is none */
    public Replay cancel(String id) {
        Asked one = known(id);
        one.progress.cancel();
        return one.now();
    }

    private synchronized Asked known(String id) {
        return asked.stream()
                .filter(one -> one.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandDesk.Refused(new UnknownReplay(id)));
    }

    @Override
    public synchronized void close() {
        asked.forEach(one -> one.progress.cancel());
        worker.shutdown();
    }
}
