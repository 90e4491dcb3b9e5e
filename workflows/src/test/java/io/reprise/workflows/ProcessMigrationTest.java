package io.reprise.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.bpmn.ProcessFiles;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Running processes of recorded campaigns on a diagram that is changed under them. */
class ProcessMigrationTest {

    private static final TaskListener NOBODY = task -> {};
    private static final JavaDelegate NOTHING = execution -> {};

    private final Map<CampaignId, List<CampaignEvent>> recorded = new LinkedHashMap<>();
    private final Map<ModelReleaseId, ModelRelease> registered = new LinkedHashMap<>();
    private final Campaigns campaigns = new Campaigns() {
        @Override
        public Campaign load(CampaignId id) {
            Campaign state = Campaign.NOT_DRAFTED;
            for (CampaignEvent event : recorded.getOrDefault(id, List.of())) {
                state = CampaignHistory.evolve(state, event);
            }
            return state;
        }

        @Override
        public List<CampaignEvent> history(CampaignId id) {
            return recorded.get(id);
        }

        @Override
        public List<CampaignId> all() {
            return List.copyOf(recorded.keySet());
        }

        @Override
        public List<CampaignId> open() {
            return all().stream()
                    .filter(id -> !(load(id) instanceof Campaign.Ended))
                    .toList();
        }
    };
    private final Releases releases = new Releases() {
        @Override
        public ModelRelease load(ModelReleaseId id) {
            return registered.getOrDefault(id, ModelRelease.NOT_REGISTERED);
        }

        @Override
        public List<ModelReleaseId> all() {
            return List.copyOf(registered.keySet());
        }
    };

    private ProcessEngine engine;
    private ProcessReconciler reconciler;
    private ProcessMigration migration;
    private Map<String, byte[]> today;

    @BeforeEach
    void start() throws IOException {
        String name = "migration-" + UUID.randomUUID();
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setBeans(
                new HashMap<>(Map.of("personalTask", NOBODY, "releaseTask", NOBODY, "secureStock", NOTHING)));
        engine = configuration.buildProcessEngine();
        PromotionReconciler promotions =
                new PromotionReconciler(engine, releases, PromotionTerms.DEFAULT, new TasklistAnswers());
        reconciler =
                new ProcessReconciler(engine, campaigns, sku -> StockItem.UNKNOWN, promotions, new TasklistAnswers());
        migration = new ProcessMigration(engine, campaigns, releases, PromotionTerms.DEFAULT, reconciler, promotions);
        today = new HashMap<>(Map.of(
                CampaignLifecycleProcess.ID, ProcessFiles.all().get(CampaignLifecycleProcess.ID + ".bpmn"),
                ModelPromotionProcess.ID, ProcessFiles.all().get(ModelPromotionProcess.ID + ".bpmn")));
        today.forEach(this::deploy);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void deploy(String key, byte[] diagram) {
        engine.getRepositoryService()
                .createDeployment()
                .addInputStream(key + ".bpmn", new ByteArrayInputStream(diagram))
                .deploy();
    }

    private void change(String key, String what, String by) {
        String diagram = new String(today.get(key), StandardCharsets.UTF_8);
        assertThat(diagram).contains(what);
        today.put(key, diagram.replace(what, by).getBytes(StandardCharsets.UTF_8));
    }

    /** A campaign that got as far as its recorded history got before the last event that led to this state. */
    private CampaignId until(Class<? extends Campaign> phase) {
        List<CampaignEvent> events = SampleHistory.closedSale().events();
        CampaignId id = events.getFirst().campaignId();
        Campaign state = Campaign.NOT_DRAFTED;
        for (int i = 0; i < events.size(); i++) {
            state = CampaignHistory.evolve(state, events.get(i));
            if (phase.isInstance(state)) {
                recorded.put(id, events.subList(0, i + 1));
                return id;
            }
        }
        throw new AssertionError("never " + phase);
    }

    private void recordEverything() {
        List.of(SampleHistory.closedSale(), SampleHistory.stoppedSale(), SampleHistory.failedLaunch())
                .forEach(sale -> recorded.putIfAbsent(sale.events().getFirst().campaignId(), sale.events()));
    }

    private ProcessInstance process(String key) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .singleResult();
    }

    private int version(String key) {
        return engine.getRepositoryService()
                .getProcessDefinition(process(key).getProcessDefinitionId())
                .getVersion();
    }

    private ProcessPicture picture(String key) {
        return ProcessPicture.of(engine, process(key).getId());
    }

    @Test
    void aChangeElsewhereIsRehearsedOnEverythingRecordedAndMovesAProcessAsItIs() {
        CampaignId id = until(AwaitingApproval.class);
        reconciler.reconcileAll();
        ProcessPicture before = picture(id.value());
        recordEverything();
        change(CampaignLifecycleProcess.ID, "name=\"Escalate\"", "name=\"Ask finance\"");
        MigrationReport rehearsal = migration.rehearse(today);
        assertThat(rehearsal.failures()).isEmpty();
        assertThat(rehearsal.looked()).isGreaterThan(20);
        assertThat(version(id.value())).as("a rehearsal changes nothing").isEqualTo(1);

        deploy(CampaignLifecycleProcess.ID, today.get(CampaignLifecycleProcess.ID));
        assertThat(migration.carryOut()).isEqualTo(new MigrationReport(1, 1, 0, List.of()));
        assertThat(version(id.value())).isEqualTo(2);
        assertThat(picture(id.value())).isEqualTo(before);
        assertThat(before.timers()).containsOnlyKeys(CampaignLifecycleProcess.TIMER_APPROVAL_DEADLINE);
        assertThat(migration.carryOut().looked()).as("once is enough").isZero();
    }

    @Test
    void aProcessWhoseElementIsAnotherNowIsStartedAgainFromTheLogAndWaitsAsBefore() {
        CampaignId id = until(Approved.class);
        reconciler.reconcileAll();
        stepOn();
        ProcessPicture before = picture(id.value());
        assertThat(before.at()).containsExactly(CampaignLifecycleProcess.TIMER_LAUNCH);
        wrapTheTimerOfTheLaunch();
        assertThat(migration.rehearse(today).failures()).isEmpty();

        deploy(CampaignLifecycleProcess.ID, today.get(CampaignLifecycleProcess.ID));
        assertThat(migration.carryOut()).isEqualTo(new MigrationReport(1, 0, 1, List.of()));
        stepOn();
        assertThat(version(id.value())).isEqualTo(2);
        assertThat(picture(id.value())).isEqualTo(before);
    }

    /** Carries out what is no timer. */
    private void stepOn() {
        engine.getManagementService().createJobQuery().messages().list().forEach(job -> engine.getManagementService()
                .executeJob(job.getId()));
    }

    /** The timer moves into a sub-process of its own, where Camunda's migration does not find it. */
    private void wrapTheTimerOfTheLaunch() {
        String key = CampaignLifecycleProcess.ID;
        change(
                key,
                "<bpmn:intermediateCatchEvent id=\"timer_launch\"",
                "<bpmn:subProcess id=\"subprocess_wait\"><bpmn:startEvent id=\"start_wait\" />"
                        + "<bpmn:sequenceFlow id=\"flow_wait\" sourceRef=\"start_wait\" targetRef=\"timer_launch\" />"
                        + "<bpmn:intermediateCatchEvent id=\"timer_launch\"");
        change(
                key,
                "${launchAt}</bpmn:timeDate></bpmn:timerEventDefinition>\n    </bpmn:intermediateCatchEvent>",
                "${launchAt}</bpmn:timeDate></bpmn:timerEventDefinition>\n    </bpmn:intermediateCatchEvent></bpmn:subProcess>");
        change(key, "<bpmn:incoming>flow_task_secure_stock__timer_launch</bpmn:incoming>", "");
        change(key, "<bpmn:outgoing>flow_timer_launch__task_launch</bpmn:outgoing>", "");
        change(
                key,
                "sourceRef=\"task_secure_stock\" targetRef=\"timer_launch\"",
                "sourceRef=\"task_secure_stock\" targetRef=\"subprocess_wait\"");
        change(
                key,
                "sourceRef=\"timer_launch\" targetRef=\"task_launch\"",
                "sourceRef=\"subprocess_wait\" targetRef=\"task_launch\"");
    }

    @Test
    void aDiagramThatHasNoPlaceForARecordedStateIsRefusedByTheRehearsal() {
        until(AwaitingApproval.class);
        reconciler.reconcileAll();
        change(CampaignLifecycleProcess.ID, "\"task_approve_plan\"", "\"task_sign_plan\"");
        assertThat(migration.rehearse(today).failures()).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                .contains("task_approve_plan"));
    }

    @Test
    void aDiagramThatWouldMoveADeadlineIsRefusedByTheRehearsal() {
        until(AwaitingApproval.class);
        reconciler.reconcileAll();
        change(
                CampaignLifecycleProcess.ID,
                ">${approvalDeadline}</bpmn:timeDate>",
                ">2026-12-24T12:00:00Z</bpmn:timeDate>");
        assertThat(migration.rehearse(today).failures()).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                .contains("2026-12-24T12:00:00Z"));
    }

    @Test
    void aReleaseThatWaitsForAPersonMovesWithItsDeadline() {
        ModelReleaseId id = SampleHistory.RELEASE;
        ModelRelease state = ModelRelease.NOT_REGISTERED;
        for (ModelReleaseEvent event : SampleHistory.release()) {
            if (!(state instanceof ModelRelease.AwaitingApproval)) {
                state = ModelRelease.evolve(state, event);
            }
        }
        registered.put(id, state);
        reconciler.reconcileAll();
        ProcessPicture before = picture(id.value());
        assertThat(before.tasks()).containsOnlyKeys(ModelPromotionProcess.TASK_APPROVE_RELEASE);
        change(ModelPromotionProcess.ID, "name=\"Escalate\"", "name=\"Ask finance\"");
        assertThat(migration.rehearse(today)).isEqualTo(new MigrationReport(1, 1, 0, List.of()));
        deploy(ModelPromotionProcess.ID, today.get(ModelPromotionProcess.ID));
        assertThat(migration.carryOut()).isEqualTo(new MigrationReport(1, 1, 0, List.of()));
        assertThat(picture(id.value())).isEqualTo(before);
    }
}
