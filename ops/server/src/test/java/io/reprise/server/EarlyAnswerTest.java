package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;

/** Somebody, or a program of theirs, answers in the instant between what asks them and the process that waits for it. */
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
}
