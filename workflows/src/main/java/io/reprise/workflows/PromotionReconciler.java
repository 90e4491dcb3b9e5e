package io.reprise.workflows;

import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelRelease.Declined;
import io.reprise.domain.model.registry.ModelRelease.Evaluated;
import io.reprise.domain.model.registry.ModelRelease.NotRegistered;
import io.reprise.domain.model.registry.ModelRelease.Registered;
import io.reprise.domain.model.registry.ModelRelease.Retired;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a release's promotion to where the release is, as {@link ProcessReconciler} does for campaigns. */
public final class PromotionReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(PromotionReconciler.class);

    private final ProcessEngine engine;
    private final Releases releases;
    private final PromotionTerms terms;
    private final TasklistAnswers answers;

    public PromotionReconciler(ProcessEngine engine, Releases releases, PromotionTerms terms, TasklistAnswers answers) {
        this.engine = engine;
        this.releases = releases;
        this.terms = terms;
        this.answers = answers;
    }

    /** Every release that is still on its way, and every promotion that still runs. */
    public void reconcileAll() {
        Set<ModelReleaseId> all = new LinkedHashSet<>();
        releases.all().stream()
                .filter(id -> elementOf(releases.load(id)).isPresent())
                .forEach(all::add);
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(ModelPromotionProcess.ID)
                .list()
                .forEach(process -> all.add(ModelReleaseId.parse(process.getBusinessKey())));
        all.forEach(this::reconcile);
    }

    public void reconcile(ModelReleaseId id) {
        SecondLook.at(id.value(), () -> {
            synchronized (this) {
                reconcileOnce(id);
            }
        });
    }

    private void reconcileOnce(ModelReleaseId id) {
        if (answers.isUnderWay(id.value())) {
            return;
        }
        // First where the process is, then where the release is, as for campaigns.
        ProcessInstance process = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(ModelPromotionProcess.ID)
                .processInstanceBusinessKey(id.value())
                .singleResult();
        List<Task> approvals = process == null ? List.of() : approvals(process);
        ModelRelease release = releases.load(id);
        if (process == null) {
            elementOf(release).ifPresent(element -> start(id, element));
        } else if (release instanceof Retired) {
            deliver(process, ModelPromotionProcess.MESSAGE_RETIRED);
        } else if (isEvidenceEnough(id, release)) {
            deliver(process, ModelPromotionProcess.MESSAGE_EVIDENCE);
        } else if (release instanceof Champion && approvals.isEmpty()) {
            // Its tables are older than the log, or it was promoted in the instant it was asked for: nothing is left to
            // do.
            LOG.info("the promotion of {} is over, its process is not: it is ended", id.value());
            engine.getRuntimeService().deleteProcessInstance(process.getId(), "promoted already");
        } else if (!(release instanceof AwaitingApproval)) {
            answer(approvals, id);
        }
    }

    /** Also where the champion it was compared with is gone: nobody is asked any more. */
    private boolean isEvidenceEnough(ModelReleaseId id, ModelRelease release) {
        return release instanceof Shadow shadow
                && (shadow.compared().asked() >= terms.shadowQuestions()
                        || !PromotionVariables.isChampionThere(id, releases));
    }

    private List<Task> approvals(ProcessInstance process) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(process.getId())
                .taskDefinitionKey(ModelPromotionProcess.TASK_APPROVE_RELEASE)
                .list();
    }

    private void answer(List<Task> approvals, ModelReleaseId id) {
        for (Task task : approvals) {
            engine.getTaskService().complete(task.getId(), PromotionVariables.of(id, releases, terms));
        }
    }

    private void deliver(ProcessInstance process, String message) {
        boolean listens = engine.getRuntimeService()
                        .createEventSubscriptionQuery()
                        .processInstanceId(process.getId())
                        .eventName(message)
                        .count()
                > 0;
        if (listens) {
            engine.getRuntimeService()
                    .createMessageCorrelation(message)
                    .processInstanceId(process.getId())
                    .correlate();
        }
    }

    private void start(ModelReleaseId id, String element) {
        LOG.info("starting the promotion of {} before {}", id.value(), element);
        engine.getRuntimeService()
                .createProcessInstanceByKey(ModelPromotionProcess.ID)
                .businessKey(id.value())
                .setVariables(PromotionVariables.of(id, releases, terms))
                .startBeforeActivity(element)
                .execute();
    }

    /** The element before which a process would stand; empty where the release needs none. */
    static Optional<String> elementOf(ModelRelease release) {
        return switch (release) {
            case Registered s -> Optional.of(ModelPromotionProcess.START_REGISTERED);
            case Evaluated s -> Optional.of(ModelPromotionProcess.GATEWAY_GATES);
            case Shadow s -> Optional.of(ModelPromotionProcess.GATEWAY_CHAMPION);
            case AwaitingApproval s -> Optional.of(ModelPromotionProcess.TASK_APPROVE_RELEASE);
            case NotRegistered s -> Optional.empty();
            case Champion s -> Optional.empty();
            case Declined s -> Optional.empty();
            case Retired s -> Optional.empty();
        };
    }
}
