package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelRelease.Declined;
import io.reprise.domain.model.registry.ModelRelease.Retired;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.ReleaseDesk;
import io.reprise.projections.models.ModelReleases;
import io.reprise.workflows.ProcessReconciler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way a trained model can go, through the real log, process engine and models. */
class PromotionPathsTest {

    private static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    private static final Actor FINN = new Actor("finn", Set.of(Role.FINANCE));
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static RehearsalServer server;
    private static PlantedReleases shelf;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws IOException {
        server = RehearsalServer.start(folder);
        shelf = new PlantedReleases(folder.resolve("home"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private final CampaignClock clock = server.get(CampaignClock.class);
    private final Releases releases = server.get(Releases.class);
    /** A model of this test's own, of which there is no champion. */
    private final String model = "path-" + (char) ('a' + COUNT.getAndIncrement());

    private void send(Object command) {
        server.get(CommandGateway.class).sendAndWait(command);
        clock.advanceTo(clock.instant());
    }

    private void advance(Duration by) {
        clock.advanceTo(clock.instant().plus(by));
    }

    private ModelReleaseId register(String name, Consumer<ObjectNode> card) {
        try {
            ModelReleaseId id = shelf.plant(name, card);
            send(new RegisterRelease(id, "planted", "demand-features/1", "otto", clock.instant()));
            return id;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ModelReleaseId register() {
        return register(model, card -> {});
    }

    private void promote(ModelReleaseId id) {
        send(new PromoteRelease(id, ANA, clock.instant()));
    }

    private List<ProcessInstance> processes(ModelReleaseId id) {
        return server.get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(id.value())
                .list();
    }

    private void assertEndedAt(ModelReleaseId id, String end, Class<? extends ModelRelease> state) {
        assertThat(releases.load(id)).isInstanceOf(state);
        assertThat(processes(id)).isEmpty();
        HistoryService history = server.get(HistoryService.class);
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(id.value())
                        .list())
                .flatMap(process -> history.createHistoricActivityInstanceQuery()
                        .processInstanceId(process.getId())
                        .list())
                .extracting(HistoricActivityInstance::getActivityId)
                .contains(end);
    }

    private ModelReleases.ReleaseLine line(ModelReleaseId id) {
        return server.get(ModelReleases.class).find(id).orElseThrow();
    }

    @Test
    void aReleaseThatAPersonPromotesIsChampion() {
        ModelReleaseId id = register();
        assertThat(releases.load(id)).isInstanceOf(AwaitingApproval.class);
        promote(id);
        assertEndedAt(id, ModelPromotionProcess.END_CHAMPION, Champion.class);
    }

    /** The engine's tables as they were when the release had only been registered: the log knows more. */
    private void putBack(ModelReleaseId id) {
        RuntimeService runtime = server.get(RuntimeService.class);
        processes(id).forEach(process -> runtime.deleteProcessInstance(process.getId(), "older tables"));
        runtime.createProcessInstanceByKey(ModelPromotionProcess.ID)
                .businessKey(id.value())
                .setVariable(ModelPromotionProcess.RELEASE_ID, id.value())
                .startBeforeActivity(ModelPromotionProcess.TASK_EVALUATE)
                .execute();
        clock.advanceTo(clock.instant());
    }

    @Test
    void aProcessThatKnowsLessThanTheLogComesToWhereItsReleaseIs() {
        ModelReleaseId id = register();
        putBack(id);
        assertThat(releases.load(id)).isInstanceOf(AwaitingApproval.class);
        promote(id);
        assertEndedAt(id, ModelPromotionProcess.END_CHAMPION, Champion.class);
        putBack(id);
        assertEndedAt(id, ModelPromotionProcess.END_CHAMPION, Champion.class);

        ModelReleaseId refused = register(model, PlantedReleases::noBetter);
        putBack(refused);
        assertEndedAt(refused, ModelPromotionProcess.END_GATE_REFUSED, Declined.class);

        ModelReleaseId beside = register(model, card -> {});
        putBack(beside);
        assertThat(releases.load(beside)).isInstanceOf(Shadow.class);
        advance(PromotionTerms.DEFAULT.shadowAtMost());
        assertThat(releases.load(beside)).isInstanceOf(AwaitingApproval.class);
    }

    @Test
    void aReleaseThatDoesNotBeatItsBaselineIsRefusedByTheGate() {
        ModelReleaseId id = register(model, PlantedReleases::noBetter);
        assertEndedAt(id, ModelPromotionProcess.END_GATE_REFUSED, Declined.class);
        assertThat(line(id).gate).isEqualTo("DoesNotBeatBaseline");
        assertThatThrownBy(() -> promote(id)).hasMessageContaining("declined");
    }

    @Test
    void aReleaseThatIsUnfairToAGroupIsRefusedByTheGateHoweverGoodItIs() {
        ModelReleaseId id = register(model, PlantedReleases::unfair);
        assertEndedAt(id, ModelPromotionProcess.END_GATE_REFUSED, Declined.class);
        assertThat(line(id).gate).isEqualTo("UnfairToGroup");
        assertThat(line(id).reason).contains("Wales").contains("calibration-gap");
        assertThat(line(id).error).isLessThan(line(id).baselineError);
        assertThatThrownBy(() -> promote(id)).hasMessageContaining("declined");
    }

    @Test
    void aReleaseThatAPersonDeclinesIsNotPromoted() {
        ModelReleaseId id = register();
        send(new DeclineRelease(id, ANA, "odd at night", clock.instant()));
        assertEndedAt(id, ModelPromotionProcess.END_DECLINED, Declined.class);
    }

    @Test
    void aReleaseThatIsRetiredOnItsWayIsTakenOutOfTheProcess() {
        ModelReleaseId id = register();
        send(new RetireRelease(id, ANA, "trained on the wrong year", clock.instant()));
        assertEndedAt(id, ModelPromotionProcess.END_RETIRED, Retired.class);
    }

    @Test
    void anApprovalNobodyGivesIsEscalatedAndFinanceMayGiveIt() {
        ModelReleaseId id = register();
        assertThatThrownBy(() -> send(new PromoteRelease(id, FINN, clock.instant())))
                .hasMessageContaining("APPROVER");
        advance(PromotionTerms.DEFAULT.approvalWithin());
        assertThat(releases.load(id)).isInstanceOfSatisfying(AwaitingApproval.class, w -> assertThat(w.escalated())
                .isTrue());
        send(new PromoteRelease(id, FINN, clock.instant()));
        assertEndedAt(id, ModelPromotionProcess.END_ESCALATED, Champion.class);
    }

    @Test
    void besideAChampionAReleaseStaysInTheShadowUntilItsTimeIsOver() {
        promote(register());
        ModelReleaseId second = register();
        advance(PromotionTerms.DEFAULT.shadowAtMost().minusSeconds(1));
        assertThat(releases.load(second)).isInstanceOf(Shadow.class);
        assertThatThrownBy(() -> promote(second)).hasMessageContaining("shadow");
        advance(Duration.ofSeconds(1));
        assertThat(releases.load(second)).isInstanceOf(AwaitingApproval.class);
        promote(second);
        assertEndedAt(second, ModelPromotionProcess.END_CHAMPION, Champion.class);
    }

    @Test
    void aReleaseWhoseChampionIsTakenAwayIsNotKeptInTheShadow() {
        ModelReleaseId champion = register();
        promote(champion);
        ModelReleaseId second = register();
        assertThat(releases.load(second)).isInstanceOf(Shadow.class);
        send(new RetireRelease(champion, ANA, "trained on the wrong year", clock.instant()));
        assertThat(releases.load(second)).isInstanceOf(AwaitingApproval.class);
    }

    private String whoAnswers() {
        return whoAnswers("championDemand");
    }

    private static String whoAnswers(String models) {
        return server.get(models, DemandForecaster.class)
                .forecast(new DemandQuestion(
                        List.of(new Offered(new Sku("85123A"), 295, 0)),
                        Instant.parse("2026-11-11T00:00:00Z"),
                        24,
                        ZoneId.of("Europe/London")))
                .call()
                .artifactSha256();
    }

    private ModelReleaseId trainedChampion() {
        ModelReleaseId trained = releases.all().stream()
                .filter(id -> id.model().equals("demand"))
                .findFirst()
                .orElseThrow();
        if (!(releases.load(trained) instanceof Champion)) {
            promote(trained);
        }
        return trained;
    }

    @Test
    void aShadowIsAskedWhatTheChampionIsAskedAndRolledBackTheOneBeforeAnswersTheVeryNextQuestion() {
        ModelReleaseId first = trainedChampion();
        ModelReleaseId second = register("demand", card -> {});
        assertThat(releases.load(second)).isInstanceOf(Shadow.class);
        for (int question = 1; question <= PromotionTerms.DEFAULT.shadowQuestions(); question++) {
            assertThat(whoAnswers()).as("nobody listens to a shadow").isEqualTo(first.artifactSha256());
        }
        clock.advanceTo(clock.instant());
        assertThat(releases.load(second)).isInstanceOfSatisfying(AwaitingApproval.class, waiting -> {
            assertThat(waiting.compared().questions()).isEqualTo(PromotionTerms.DEFAULT.shadowQuestions());
            assertThat(waiting.compared().failures()).isZero();
            // It is the same network in another artifact.
            assertThat(waiting.compared().meanAbsoluteDifference()).isZero();
        });

        promote(second);
        assertThat(whoAnswers()).isEqualTo(second.artifactSha256());
        server.get(ReleaseDesk.class).rollBack(second, first.value(), "it sees no Mondays", ANA);
        assertThat(whoAnswers()).isEqualTo(first.artifactSha256());
        assertThat(line(second).stage).isEqualTo("rolled-back");
    }

    @Test
    void trainingAgainLeavesTheBaselineThatAnswersUntilAPersonPromotesWhatWasMeasuredAgainstTheOther()
            throws IOException {
        ModelReleaseId first = trainedChampion();
        String before = whoAnswers("baselineDemand");

        String other = shelf.plantBaseline();
        ModelReleaseId second = register("demand", card -> card.put("baselineSha256", other));

        assertThat(whoAnswers("baselineDemand")).isEqualTo(before).isNotEqualTo(other);
        advance(PromotionTerms.DEFAULT.shadowAtMost());
        promote(second);
        assertThat(whoAnswers("baselineDemand")).isEqualTo(other);
        server.get(ReleaseDesk.class).rollBack(second, first.value(), "it sees no Mondays", ANA);
        assertThat(whoAnswers("baselineDemand")).isEqualTo(before);
    }

    @Test
    void theTaskInCamundasTasklistSendsTheSameCommandAndIsRefusedWithTheSameReasons() {
        ModelReleaseId id = register();
        TaskService tasks = server.get(TaskService.class);
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(id.value())
                .singleResult()
                .getId();
        IdentityService identity = server.get(IdentityService.class);
        try {
            // Otto trained it.
            identity.setAuthentication("otto", List.of("OPERATOR", "APPROVER"));
            assertThatThrownBy(() -> tasks.complete(task)).hasStackTraceContaining("OwnRelease");
            identity.setAuthentication("ana", List.of("APPROVER"));
            tasks.complete(task);
        } finally {
            identity.clearAuthentication();
        }
        clock.advanceTo(clock.instant());
        assertEndedAt(id, ModelPromotionProcess.END_CHAMPION, Champion.class);
    }

    @Test
    void promotionsThrownAwayComeBackWhereTheEventsAre() {
        promote(register());
        ModelReleaseId id = register();
        throwAwayAndRebuild(id);
        assertThat(releases.load(id)).isInstanceOf(Shadow.class);
        advance(PromotionTerms.DEFAULT.shadowAtMost());
        throwAwayAndRebuild(id);
        assertThat(releases.load(id)).isInstanceOf(AwaitingApproval.class);
        promote(id);
        assertEndedAt(id, ModelPromotionProcess.END_CHAMPION, Champion.class);
        server.get(ProcessReconciler.class).reconcileAll();
        assertThat(processes(id)).as("what is over does not come back").isEmpty();
    }

    private void throwAwayAndRebuild(ModelReleaseId id) {
        processes(id).forEach(process -> server.get(RuntimeService.class)
                .deleteProcessInstance(process.getProcessInstanceId(), "thrown away by the test"));
        assertThat(processes(id)).isEmpty();
        server.get(ProcessReconciler.class).reconcileAll();
        clock.advanceTo(clock.instant());
        assertThat(processes(id)).hasSize(1);
    }
}
