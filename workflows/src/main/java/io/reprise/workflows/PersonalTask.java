package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A task a person does. When the process comes to wait at it, somebody may have acted already: it is looked at once more
 * after the commit. When it is completed in Camunda's own Tasklist, the same command is sent as from anywhere else, as
 * that person, and a refusal keeps the task open.
 */
final class PersonalTask implements TaskListener {

    private final Commands commands;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final TasklistAnswers answers;
    private final Consumer<CampaignId> reconcile;

    PersonalTask(
            Commands commands,
            Campaigns campaigns,
            CampaignClock clock,
            TasklistAnswers answers,
            Consumer<CampaignId> reconcile) {
        this.commands = commands;
        this.campaigns = campaigns;
        this.clock = clock;
        this.answers = answers;
        this.reconcile = reconcile;
    }

    @Override
    public void notify(DelegateTask task) {
        CampaignId id = new CampaignId((String) task.getVariable(CampaignLifecycleProcess.CAMPAIGN_ID));
        if (task.getEventName().equals(EVENTNAME_CREATE)) {
            afterCommit("reconcile-" + id, () -> reconcile.accept(id));
            return;
        }
        Authentication who =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (who != null && who.getUserId() != null) {
            answers.hold(id.value(), () -> reconcile.accept(id));
            answer(task, campaigns.load(id), id, actor(who));
        }
    }

    /** Runs something once what happens now can be seen, on a thread of its own. */
    static void afterCommit(String name, Runnable then) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_COMMITTED) {
                        Thread.ofVirtual().name(name).start(then);
                    }
                }
            });
        }
    }

    static Actor actor(Authentication who) {
        Set<Role> roles = who.getGroupIds() == null
                ? Set.of()
                : who.getGroupIds().stream()
                        .filter(group -> java.util.Arrays.stream(Role.values())
                                .anyMatch(r -> r.name().equals(group)))
                        .map(Role::valueOf)
                        .collect(Collectors.toSet());
        return new Actor(who.getUserId(), roles);
    }

    private void answer(DelegateTask task, Campaign campaign, CampaignId id, Actor actor) {
        switch (task.getTaskDefinitionKey()) {
            case CampaignLifecycleProcess.TASK_PLAN -> {
                if (campaign instanceof Campaign.Drafting drafting) {
                    commands.carryOut(new SubmitPlan(id, drafting.version().number(), actor, clock.instant()));
                }
            }
            case CampaignLifecycleProcess.TASK_APPROVE_PLAN -> {
                if (campaign instanceof AwaitingApproval) {
                    String seen = (String) task.getVariable(CampaignLifecycleProcess.PROPOSAL_HASH);
                    commands.carryOut(new ApprovePlan(id, seen, actor, clock.instant()));
                }
            }
            case CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT -> {
                if (campaign instanceof Live live && live.pending().isPresent()) {
                    commands.carryOut(
                            new ApproveAdjustment(id, live.pending().get().id(), actor, clock.instant()));
                }
            }
            default -> throw new IllegalStateException("nobody answers for " + task.getTaskDefinitionKey());
        }
        task.setVariables(LifecycleVariables.of(campaigns.load(id)));
    }
}
