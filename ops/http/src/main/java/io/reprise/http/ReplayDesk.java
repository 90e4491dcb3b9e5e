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
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replays that people ask for, one after the other: each takes decisions again in half the processors, so that the sale goes
 * on. They record nothing, and are forgotten when the server stops or {@link #KEPT_MAX} newer ones were asked for.
 */
public final class ReplayDesk implements AutoCloseable {

    static final int KEPT_MAX = 100;

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
            String failure) {

        private static Replay of(Work<ReplayScope, ReplayProgress.Now, ReplayReport> work) {
            return new Replay(
                    work.id(),
                    work.subject(),
                    work.askedBy(),
                    work.askedAt(),
                    work.stage(),
                    work.progress(),
                    work.result(),
                    work.failure());
        }
    }

    private final class Job implements WorkQueue.Job<ReplayProgress.Now, ReplayReport> {
        private final ReplayScope scope;
        private final ReplayProgress progress = new ReplayProgress();

        private Job(ReplayScope scope) {
            this.scope = scope;
        }

        @Override
        public ReplayProgress.Now progress() {
            return progress.now();
        }

        @Override
        public void cancel() {
            progress.cancel();
        }

        @Override
        public ReplayReport run() {
            return new ReplayRun(campaigns, evidence, models, progress).run(scope, threads);
        }

        @Override
        public boolean isWhole(ReplayReport report) {
            return !report.cancelled();
        }
    }

    private final Campaigns campaigns;
    private final EvidenceStore evidence;
    private final ModelRunner models;
    private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final WorkQueue<ReplayScope, ReplayProgress.Now, ReplayReport> queue;

    public ReplayDesk(Campaigns campaigns, EvidenceStore evidence, ModelRunner models, CampaignClock clock) {
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = models;
        this.queue = new WorkQueue<>("replays", KEPT_MAX, clock);
    }

    /**
     * Asks for a replay; it runs when those before it are done.
     *
     * @throws InvalidValue if there is no such campaign
     * @throws CommandDesk.Refused if too many wait
     */
    public Replay ask(ReplayScope scope, String by) {
        scope.campaign()
                .ifPresent(id -> InvalidValue.unless(
                        !campaigns.history(id).isEmpty(), "campaign", () -> "there is no campaign '" + id + "'"));
        return Replay.of(queue.ask(scope, new Job(scope), by));
    }

    /** The newest first. */
    public List<Replay> all() {
        return queue.all().stream().map(Replay::of).toList();
    }

    /** @throws CommandDesk.Refused if there is none */
    public Replay find(String id) {
        return Replay.of(queue.find(id));
    }

    /** Calls it off; one that is over stays as it is. @throws CommandDesk.Refused if there is none */
    public Replay cancel(String id) {
        return Replay.of(queue.cancel(id));
    }

    @Override
    public void close() {
        queue.close();
    }
}
