package io.reprise.http;

import io.reprise.domain.model.counterfactual.CounterfactualProgress;
import io.reprise.domain.model.counterfactual.CounterfactualQuestion;
import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Past sales taken otherwise, asked for by people, one question after the other. Nothing is recorded; a report holds every
 * decision of its sales, so only the last {@link #KEPT_MAX} are kept.
 */
public final class CounterfactualDesk implements AutoCloseable {

    static final int KEPT_MAX = 20;

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
            String failure) {

        private static Asked of(Work<CounterfactualQuestion, CounterfactualProgress.Now, CounterfactualReport> work) {
            return new Asked(
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
    private final WorkQueue<CounterfactualQuestion, CounterfactualProgress.Now, CounterfactualReport> queue;

    public CounterfactualDesk(CounterfactualRun run, Campaigns campaigns, CampaignClock clock) {
        this.run = run;
        this.campaigns = campaigns;
        this.queue = new WorkQueue<>("counterfactuals", KEPT_MAX, clock);
    }

    /**
     * @throws InvalidValue if there is no such campaign
     * @throws CommandDesk.Refused if too many wait
     */
    public Asked ask(CounterfactualQuestion question, String by) {
        question.campaigns()
                .forEach(id -> InvalidValue.unless(
                        !campaigns.history(id).isEmpty(), "campaigns", () -> "there is no campaign '" + id + "'"));
        return Asked.of(queue.ask(question, new Job(question), by));
    }

    /** The newest first. */
    public List<Asked> all() {
        return queue.all().stream().map(Asked::of).toList();
    }

    /** @throws CommandDesk.Refused if there is none */
    public Asked find(String id) {
        return Asked.of(queue.find(id));
    }

    /** Calls it off; one that is over stays as it is. @throws CommandDesk.Refused if there is none */
    public Asked cancel(String id) {
        return Asked.of(queue.cancel(id));
    }

    @Override
    public void close() {
        queue.close();
    }
}
