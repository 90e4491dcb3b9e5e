package io.reprise.http;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.reprise.projections.answers.KeptWork;
import java.time.Instant;
import java.util.Optional;

/**
 * Replays that people ask for, one after the other: each takes decisions again in half the processors, so that the sale goes
 * on. They record nothing in the log. What came of the last {@link #KEPT_MAX} is kept over restarts; one that the end of the server cut
 * short is called off.
 */
public final class ReplayDesk extends WorkDesk<ReplayScope, ReplayProgress.Now, ReplayReport, ReplayDesk.Replay> {

    public static final int KEPT_MAX = 100;

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

    public ReplayDesk(
            Campaigns campaigns,
            EvidenceStore evidence,
            ModelRunner models,
            CampaignClock clock,
            KeptWork kept,
            ObjectMapper json) {
        super(
                new WorkQueue<>(
                        "replays",
                        KEPT_MAX,
                        clock,
                        new WorkBoard<>(kept, json, ReplayScope.class, ReplayProgress.Now.class, ReplayReport.class)),
                Replay::new);
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = models;
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
        return ask(scope, new Job(scope), by);
    }
}
