package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a campaign's process to where the campaign is. It looks at states, not at single events, so it may be asked at
 * any time and any number of times: after an event, when the process comes to wait, when the server starts. Where there
 * is no process it starts one in the middle, which is how processes are rebuilt from events alone.
 */
public final class ProcessReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessReconciler.class);

    private final ProcessEngine engine;
    private final Campaigns campaigns;
    private final PromotionReconciler promotions;
    private final TasklistAnswers answers;
    private final StockItems stock;

    public ProcessReconciler(
            ProcessEngine engine,
            Campaigns campaigns,
            StockItems stock,
            PromotionReconciler promotions,
            TasklistAnswers answers) {
        this.engine = engine;
        this.campaigns = campaigns;
        this.stock = stock;
        this.promotions = promotions;
        this.answers = answers;
    }

    /** Told after each campaign that was looked at. @param number of this one, from 1 @param of how many there are */
    public interface Progress {
        void done(int number, int of, String campaign);
    }

    /**
     * What to do when the server starts, or after Camunda's database was dropped: {@link #reconcileAll}, and besides those
     * campaigns that are over but whose process was lost before it gave their stock back.
     *
     * @return how many campaigns are not over
     */
    public int open(Progress told) {
        for (Ended ended : UnreleasedStock.of(campaigns, stock)) {
            SecondLook.at(ended.id().value(), () -> giveBack(ended));
        }
        return reconcileAll(told).size();
    }

    private synchronized void giveBack(Ended ended) {
        if (process(ended.id()) == null) {
            start(
                    ended,
                    ended.how() == How.CLOSED
                            ? CampaignLifecycleProcess.TASK_CLOSE
                            : CampaignLifecycleProcess.TASK_RELEASE_AFTER_STOP);
        }
    }

    /**
     * Every campaign and release that is not over, and every process that still runs.
     *
     * @return the campaigns that are not over
     */
    public List<CampaignId> reconcileAll() {
        return reconcileAll((number, of, campaign) -> {});
    }

    private List<CampaignId> reconcileAll(Progress told) {
        List<CampaignId> open = campaigns.open();
        Map<String, ProcessInstance> processes = engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(CampaignLifecycleProcess.ID)
                .list()
                .stream()
                .collect(Collectors.toMap(ProcessInstance::getBusinessKey, process -> process));
        Map<String, List<Task>> tasks =
                engine
                        .getTaskService()
                        .createTaskQuery()
                        .processDefinitionKey(CampaignLifecycleProcess.ID)
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(Task::getProcessInstanceId));
        Set<String> stuck = engine.getRuntimeService().createIncidentQuery().list().stream()
                .map(Incident::getProcessInstanceId)
                .collect(Collectors.toSet());
        Set<CampaignId> all = new LinkedHashSet<>(open);
        processes.keySet().forEach(campaign -> all.add(new CampaignId(campaign)));
        int number = 0;
        for (CampaignId id : all) {
            ProcessInstance process = processes.get(id.value());
            if (process != null && stuck.contains(process.getId())) {
                beginAgain(id);
            } else if (process == null || !isWhereItBelongs(id, tasks.getOrDefault(process.getId(), List.of()))) {
                reconcile(id);
            }
            told.done(++number, all.size(), id.value());
        }
        promotions.reconcileAll();
        return open;
    }

    /** What does not go on where it is may go on where its campaign is; and where it does not either, that is seen again. */
    private void beginAgain(CampaignId id) {
        SecondLook.at(id.value(), () -> {
            synchronized (this) {
                ProcessInstance process = process(id);
                if (process != null
                        && campaigns.load(id) instanceof Drafted campaign
                        && LifecycleStanding.startsBefore(campaign).isPresent()) {
                    engine.getRuntimeService().deleteProcessInstance(process.getId(), "begun again", true, true);
                }
                reconcileOnce(id);
            }
        });
    }

    /** Most are, and a look at each by itself takes the engine some queries. */
    private boolean isWhereItBelongs(CampaignId id, List<Task> tasks) {
        Campaign campaign = campaigns.load(id);
        return !(campaign instanceof Live)
                && !(campaign instanceof Ended)
                && tasks.stream().noneMatch(task -> isAnswered(task, campaign));
    }

    public void reconcile(CampaignId id) {
        // One at a time in this process; another server is caught by Camunda's optimistic locking, and by its database,
        // which
        // holds one process of a campaign and no second.
        SecondLook.at(id.value(), () -> {
            synchronized (this) {
                reconcileOnce(id);
            }
        });
    }

    private void reconcileOnce(CampaignId id) {
        if (answers.isUnderWay(id.value())) {
            return;
        }
        // First where the process is, then where the campaign is: it may be further by then, which is looked at again,
        // and never
        // before it. The other way round a process that goes on in between would have asked somebody who seems to have
        // answered.
        ProcessInstance process = process(id);
        List<Task> tasks = process == null
                ? List.of()
                : engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(process.getId())
                        .list();
        Campaign campaign = campaigns.load(id);
        if (process == null) {
            if (campaign instanceof Drafted drafted) {
                startWhereItStands(drafted);
            }
            return;
        }
        if (campaign instanceof Ended ended) {
            if (ended.how() == How.STOPPED) {
                stop(process);
            }
            return;
        }
        if (campaign instanceof Live live) {
            moveWindowTimer(process, live);
        }
        for (Task task : tasks) {
            if (isAnswered(task, campaign)) {
                engine.getTaskService().complete(task.getId(), LifecycleVariables.of(campaign));
            }
        }
    }

    /**
     * An adjustment that is taken back may end the sale earlier than the window at hand would. A process that died after its window was
     * evaluated waits for that window still: its timer stays, so that what follows from the evaluation is done.
     */
    private void moveWindowTimer(ProcessInstance process, Live live) {
        Object evaluated = engine.getRuntimeService().getVariable(process.getId(), CampaignLifecycleProcess.WINDOW);
        if (!Integer.valueOf(live.windows().size()).equals(evaluated)) {
            return;
        }
        Date due = Date.from(LifecycleVariables.windowEnd(live, live.windows().size() + 1));
        for (Job timer : engine.getManagementService()
                .createJobQuery()
                .processInstanceId(process.getId())
                .activityId(CampaignLifecycleProcess.TIMER_WINDOW)
                .timers()
                .list()) {
            if (!due.equals(timer.getDuedate())) {
                engine.getRuntimeService().setVariables(process.getId(), LifecycleVariables.of(live));
                engine.getManagementService().setJobDuedate(timer.getId(), due);
            }
        }
    }

    private static boolean isAnswered(Task task, Campaign campaign) {
        return switch (task.getTaskDefinitionKey()) {
            case CampaignLifecycleProcess.TASK_PLAN -> !(campaign instanceof Drafting);
            case CampaignLifecycleProcess.TASK_APPROVE_PLAN -> !(campaign instanceof AwaitingApproval);
            case CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT ->
                !(campaign instanceof Live live && live.pending().isPresent());
            default -> false;
        };
    }

    private void stop(ProcessInstance process) {
        boolean listens = engine.getRuntimeService()
                        .createEventSubscriptionQuery()
                        .processInstanceId(process.getId())
                        .eventName(CampaignLifecycleProcess.MESSAGE_STOP)
                        .count()
                > 0;
        if (listens) {
            engine.getRuntimeService()
                    .createMessageCorrelation(CampaignLifecycleProcess.MESSAGE_STOP)
                    .processInstanceId(process.getId())
                    .correlate();
        }
    }

    private ProcessInstance process(CampaignId id) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(CampaignLifecycleProcess.ID)
                .processInstanceBusinessKey(id.value())
                .singleResult();
    }

    private void startWhereItStands(Drafted campaign) {
        LifecycleStanding.startsBefore(campaign).ifPresent(element -> start(campaign, element));
    }

    private void start(Drafted campaign, String element) {
        LOG.info("starting the process of {} before {}", campaign.id(), element);
        engine.getRuntimeService()
                .createProcessInstanceByKey(CampaignLifecycleProcess.ID)
                .businessKey(campaign.id().value())
                .setVariables(LifecycleVariables.of(campaign))
                .startBeforeActivity(element)
                .execute();
    }
}
