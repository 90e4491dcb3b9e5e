package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is due in the processes, one job after another in a fixed order, through Camunda's public services. Used in
 * simulated time, where Camunda's own job executor, which knows the machine's time only, is off.
 */
public final class ProcessTimers {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTimers.class);
    private static final int JOBS_MAX = 10_000;

    private final ProcessEngine engine;

    public ProcessTimers(ProcessEngine engine) {
        this.engine = engine;
    }

    /**
     * Runs jobs that are due until none is left.
     *
     * @return how many ran
     * @throws IllegalStateException where more than {@link #JOBS_MAX} ran, so that something goes round in circles
     */
    public int runDue(Instant now) {
        for (int ran = 0; ran < JOBS_MAX; ran++) {
            Optional<Job> next = nextDue(now);
            if (next.isEmpty()) {
                return ran;
            }
            run(next.get());
        }
        throw new IllegalStateException("more than " + JOBS_MAX + " jobs were due at " + now);
    }

    /** When the next timer is due that is not due yet. */
    public Optional<Instant> nextAfter(Instant now) {
        return jobs().stream()
                .filter(job -> job.getDuedate() != null && job.getExceptionMessage() == null)
                .map(job -> job.getDuedate().toInstant())
                .filter(due -> due.isAfter(now))
                .min(Instant::compareTo);
    }

    private List<Job> jobs() {
        ManagementService management = engine.getManagementService();
        return Stream.of(CampaignLifecycleProcess.ID, ModelPromotionProcess.ID)
                .flatMap(process ->
                        management
                                .createJobQuery()
                                .processDefinitionKey(process)
                                .withRetriesLeft()
                                .active()
                                .list()
                                .stream())
                .toList();
    }

    private Optional<Job> nextDue(Instant now) {
        Date date = Date.from(now);
        return jobs().stream()
                // A failed job would pause for a moment of the machine's time; in simulated time that moment is now.
                .filter(job ->
                        job.getDuedate() == null || !job.getDuedate().after(date) || job.getExceptionMessage() != null)
                .min(Comparator.comparing((Job job) -> job.getDuedate() == null ? new Date(0) : job.getDuedate())
                        .thenComparing(this::businessKey)
                        .thenComparing(Job::getId));
    }

    private String businessKey(Job job) {
        var process = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(job.getProcessInstanceId())
                .singleResult();
        return process == null || process.getBusinessKey() == null ? "" : process.getBusinessKey();
    }

    private void run(Job job) {
        try {
            engine.getManagementService().executeJob(job.getId());
        } catch (OptimisticLockingException e) {
            LOG.debug("job {} met another change, it runs again", job.getId());
        } catch (RuntimeException e) {
            // Camunda has counted a retry; without any left it is an incident and no longer due.
            LOG.warn("job {} of {} failed: {}", job.getId(), job.getProcessInstanceId(), e.getMessage());
        }
    }
}
