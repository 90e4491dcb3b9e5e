package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.PromotionReconciler;
import io.reprise.workflows.TasklistAnswers;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** What may happen in the instant between what asks a person and the process that waits for the answer. */
class EarlyAnswerTest extends SaleOnServer {

    private static final int LOOKS_MAX = 200;

    @Test
    void anApprovalThatComesBeforeTheProcessWaitsForItIsNotLost() throws Exception {
        AtomicBoolean isAnswered = new AtomicBoolean();
        Registration early = server.get(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof RequestApproval asked
                    && asked.campaignId().equals(id)) {
                work.onCleanup(asking -> {
                    Thread answer = Thread.ofVirtual().start(this::answer);
                    try {
                        isAnswered.set(answer.join(Duration.ofSeconds(30)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            return chain.proceed();
        });
        try {
            untilApproval();
            for (int look = 0; look < LOOKS_MAX && !isSecured(); look++) {
                TimeUnit.MILLISECONDS.sleep(50);
                settle();
            }
        } finally {
            early.cancel();
        }
        assertThat(isAnswered).as("it was answered within the step that asks").isTrue();
        assertThat(isSecured()).as("the process went on: stock is set aside").isTrue();
        assertThat(server.get(RuntimeService.class).createIncidentQuery().count())
                .isZero();
        untilStart();
        live();
    }

    /** Without waiting for the process, as {@link #approve} would. */
    private void answer() {
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(id);
        server.get(CommandGateway.class)
                .sendAndWait(new ApprovePlan(id, waiting.proposal().hash(), ANA, clock.instant()));
    }

    private boolean isSecured() {
        return campaigns.load(id) instanceof Approved approved && approved.stockSecured();
    }

    /** The campaigns of the server; while a state is on its way to whoever asked, the campaign goes on. */
    private Campaigns whileItGoesOn(AtomicReference<Campaign> seen, Runnable step) {
        return (Campaigns) Proxy.newProxyInstance(
                Campaigns.class.getClassLoader(), new Class<?>[] {Campaigns.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(campaigns, arguments);
                    if (method.getName().equals("load") && seen.compareAndSet(null, (Campaign) answer)) {
                        step.run();
                    }
                    return answer;
                });
    }

    private ProcessReconciler reconciler(Campaigns slow) {
        return new ProcessReconciler(
                server.get(ProcessEngine.class),
                slow,
                stock,
                server.get(PromotionReconciler.class),
                server.get(TasklistAnswers.class));
    }

    @Test
    void whoIsAskedMeanwhileIsNotTakenToHaveAnswered() {
        receiveAndDraft();
        AtomicReference<Campaign> seen = new AtomicReference<>();
        reconciler(whileItGoesOn(seen, () -> send(new SubmitPlan(id, 1, MEI, clock.instant()))))
                .reconcile(id);
        assertThat(seen.get()).isInstanceOf(Drafting.class);
        assertThat(server.get(TaskService.class)
                        .createTaskQuery()
                        .processInstanceBusinessKey(id.value())
                        .list())
                .extracting(Task::getTaskDefinitionKey)
                .containsExactly(CampaignLifecycleProcess.TASK_APPROVE_PLAN);
        approve();
        settle();
        assertThat(campaigns.load(id))
                .isInstanceOfSatisfying(Approved.class, approved -> assertThat(approved.stockSecured())
                        .isTrue());
        assertThat(server.get(RuntimeService.class).createIncidentQuery().count())
                .isZero();
    }

    /** As it was left by a version that took somebody who was only asked for somebody who had answered. */
    @Test
    void aProcessThatIsStuckBehindItsCampaignBeginsAgainWhereThatIs() {
        untilApproved();
        String stuck = processes().getFirst().getId();
        RuntimeService engine = server.get(RuntimeService.class);
        engine.createProcessInstanceModification(stuck)
                .cancelAllForActivity(CampaignLifecycleProcess.TIMER_LAUNCH)
                .startBeforeActivity(CampaignLifecycleProcess.SUBPROCESS_PREDICT)
                .execute();
        settle();
        server.get(ProcessReconciler.class).reconcileAll();
        settle();
        assertThat(engine.createIncidentQuery().count()).isZero();
        assertThat(processes()).singleElement().satisfies(process -> {
            assertThat(process.getId()).isNotEqualTo(stuck);
            assertThat(engine.getActiveActivityIds(process.getId()))
                    .containsExactly(CampaignLifecycleProcess.TIMER_LAUNCH);
        });
        untilStart();
        live();
    }
}
