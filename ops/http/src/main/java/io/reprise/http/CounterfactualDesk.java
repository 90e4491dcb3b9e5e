package io.reprise.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.counterfactual.CounterfactualProgress;
import io.reprise.domain.model.counterfactual.CounterfactualQuestion;
import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.projections.answers.KeptWork;
import java.time.Instant;
import java.util.Optional;

/**
 * Past sales taken otherwise, asked for by people, one question after the other. Nothing is recorded; a report holds every
 * decision of its sales, so only the last {@link #KEPT_MAX} are kept.
 */
public final class CounterfactualDesk
        extends WorkDesk<
                CounterfactualQuestion, CounterfactualProgress.Now, CounterfactualReport, CounterfactualDesk.Asked> {

    public static final int KEPT_MAX = 20;

    /**
     * @param report once it is done
     * @param failure why there is no report, where it failed; empty otherwise
     */
    public record Asked(
            String id,
            CounterfactualQuestion question,
            String askedBy,
            Instant askedAt,
            Stage stage,
            CounterfactualProgress.Now progress,
            Optional<CounterfactualReport> report,
            String failure) {}

    private final class Job implements WorkQueue.Job<CounterfactualProgress.Now, CounterfactualReport> {
        private final CounterfactualQuestion question;
        private final CounterfactualProgress progress = new CounterfactualProgress();

        private Job(CounterfactualQuestion question) {
            this.question = question;
        }

        @Override
        public CounterfactualProgress.Now progress() {
            return progress.now();
        }

        @Override
        public void cancel() {
            progress.cancel();
        }

        @Override
        public CounterfactualReport run() {
            return run.run(question, progress);
        }
    }

    private final CounterfactualRun run;
    private final Campaigns campaigns;

    public CounterfactualDesk(
            CounterfactualRun run, Campaigns campaigns, CampaignClock clock, KeptWork kept, ObjectMapper json) {
        super(
                new WorkQueue<>(
                        "counterfactuals",
                        KEPT_MAX,
                        clock,
                        new WorkBoard<>(
                                kept,
                                json,
                                CounterfactualQuestion.class,
                                CounterfactualProgress.Now.class,
                                CounterfactualReport.class)),
                Asked::new);
        this.run = run;
        this.campaigns = campaigns;
    }

    /**
     * @throws InvalidValue if there is no such campaign
     * @throws CommandDesk.Refused if too many wait
     */
    public Asked ask(CounterfactualQuestion question, String by) {
        question.campaigns()
                .forEach(id -> InvalidValue.unless(
                        !campaigns.history(id).isEmpty(), "campaigns", () -> "there is no campaign '" + id + "'"));
        return ask(question, new Job(question), by);
    }
}
