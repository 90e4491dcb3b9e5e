package io.reprise.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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
import io.reprise.http.WorkQueue.Work;
import io.reprise.projections.answers.KeptReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays that people ask for, one after the other: each takes decisions again in half the processors, so that the sale goes
 * on. They record nothing in the log. What came of the last {@link #KEPT_MAX} is kept over restarts; one that the end of the server cut
 * short is called off.
 */
public final class ReplayDesk extends WorkDesk<ReplayScope, ReplayProgress.Now, ReplayReport, ReplayDesk.Replay> {

    public static final int KEPT_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDesk.class);

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
            KeptReports kept,
            ObjectMapper json) {
        super(
                new WorkQueue<>("replays", KEPT_MAX, clock, before(kept, json), work -> keep(kept, json, work)),
                Replay::new);
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = models;
    }

    private static List<Work<ReplayScope, ReplayProgress.Now, ReplayReport>> before(
            KeptReports kept, ObjectMapper json) {
        List<Work<ReplayScope, ReplayProgress.Now, ReplayReport>> before = new ArrayList<>();
        for (String text : kept.all()) {
            try {
                before.add(json.readValue(text, new TypeReference<>() {}));
            } catch (JsonProcessingException e) {
                LOG.warn("a report of a replay is of another version, and is forgotten: {}", e.getOriginalMessage());
            }
        }
        return before;
    }

    /** A report that cannot be kept is there until the server stops. */
    private static void keep(
            KeptReports kept, ObjectMapper json, Work<ReplayScope, ReplayProgress.Now, ReplayReport> work) {
        try {
            kept.keep(work.id(), work.askedAt(), json.writeValueAsString(work));
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warn("the report of replay {} is not kept: {}", work.id(), e.getMessage());
        }
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
