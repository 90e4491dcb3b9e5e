package io.reprise.workflows;

import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** The task at which a release is approved; as {@link PersonalTask}. */
final class ReleaseTask implements TaskListener {

    private final Commands commands;
    private final Releases releases;
    private final CampaignClock clock;
    private final PromotionTerms terms;
    private final TasklistAnswers answers;
    private final Consumer<ModelReleaseId> reconcile;

    ReleaseTask(
            Commands commands,
            Releases releases,
            CampaignClock clock,
            PromotionTerms terms,
            TasklistAnswers answers,
            Consumer<ModelReleaseId> reconcile) {
        this.commands = commands;
        this.releases = releases;
        this.clock = clock;
        this.terms = terms;
        this.answers = answers;
        this.reconcile = reconcile;
    }

    @Override
    public void notify(DelegateTask task) {
        ModelReleaseId id = ModelReleaseId.parse((String) task.getVariable(ModelPromotionProcess.RELEASE_ID));
        if (task.getEventName().equals(EVENTNAME_CREATE)) {
            PersonalTask.afterCommit("reconcile-" + id.value(), () -> reconcile.accept(id));
            return;
        }
        Authentication who =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (who != null && who.getUserId() != null) {
            answers.hold(id.value(), () -> reconcile.accept(id));
            if (releases.load(id) instanceof AwaitingApproval) {
                commands.carryOut(new PromoteRelease(id, PersonalTask.actor(who), clock.instant()));
            }
            task.setVariables(PromotionVariables.of(id, releases, terms));
        }
    }
}
