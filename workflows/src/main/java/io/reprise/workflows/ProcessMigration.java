package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.workflows.Migration.Tally;
import io.reprise.workflows.MigrationRehearsal.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Running processes onto today's diagrams: rehearsed on what was recorded, then carried out. */
public final class ProcessMigration {

    private static final List<String> PROCESSES = List.of(CampaignLifecycleProcess.ID, ModelPromotionProcess.ID);

    private final ProcessEngine engine;
    private final Campaigns campaigns;
    private final Releases releases;
    private final PromotionTerms terms;
    private final ProcessReconciler lifecycles;
    private final PromotionReconciler promotions;

    public ProcessMigration(
            ProcessEngine engine,
            Campaigns campaigns,
            Releases releases,
            PromotionTerms terms,
            ProcessReconciler lifecycles,
            PromotionReconciler promotions) {
        this.engine = engine;
        this.campaigns = campaigns;
        this.releases = releases;
        this.terms = terms;
        this.lifecycles = lifecycles;
        this.promotions = promotions;
    }

    /**
     * What would happen, tried in an engine of its own; nothing is changed.
     *
     * @param diagrams today's, by the id of their process
     */
    public MigrationReport rehearse(Map<String, byte[]> diagrams) {
        Tally tally = new Tally();
        int looked = 0;
        for (String key : PROCESSES) {
            Set<Place> places =
                    key.equals(CampaignLifecycleProcess.ID) ? MigrationRehearsal.placesOf(campaigns) : places();
            for (String definition : definitionsInUse(key)) {
                MigrationReport report = new MigrationRehearsal(key, diagram(definition), diagrams.get(key)).on(places);
                looked += report.looked();
                tally.add(report);
            }
        }
        return tally.report(looked);
    }

    private Set<String> definitionsInUse(String key) {
        Set<String> definitions = new TreeSet<>();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(key)
                .list()
                .forEach(process -> definitions.add(process.getProcessDefinitionId()));
        return definitions;
    }

    private byte[] diagram(String definition) {
        try (InputStream model = engine.getRepositoryService().getProcessModel(definition)) {
            return model.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases that are on their way now; what they went through before has no histories of its own to fold. */
    private Set<Place> places() {
        Set<Place> places = new LinkedHashSet<>();
        for (ModelReleaseId id : releases.all()) {
            ModelRelease release = releases.load(id);
            PromotionReconciler.elementOf(release).ifPresent(element -> {
                String waitsAt = waitsAt(id, element);
                places.add(new Place(id.value(), waitsAt, element, PromotionVariables.of(id, releases, terms)));
            });
        }
        return places;
    }

    private String waitsAt(ModelReleaseId id, String startsBefore) {
        return switch (startsBefore) {
            case ModelPromotionProcess.START_REGISTERED -> ModelPromotionProcess.TASK_EVALUATE;
            case ModelPromotionProcess.GATEWAY_CHAMPION ->
                PromotionVariables.isChampionThere(id, releases)
                        ? ModelPromotionProcess.GATEWAY_EVIDENCE
                        : ModelPromotionProcess.TASK_REQUEST_APPROVAL;
            default -> startsBefore;
        };
    }

    /** Moves every process that runs on an older diagram to the newest that is deployed. */
    public MigrationReport carryOut() {
        Tally tally = new Tally();
        int looked = 0;
        for (String key : PROCESSES) {
            ProcessDefinition newest = engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(key)
                    .latestVersion()
                    .singleResult();
            for (ProcessInstance process : engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processDefinitionKey(key)
                    .list()) {
                if (!process.getProcessDefinitionId().equals(newest.getId())) {
                    looked++;
                    move(key, process, newest.getId(), tally);
                }
            }
        }
        return tally.report(looked);
    }

    private void move(String key, ProcessInstance process, String to, Tally tally) {
        String subject = process.getBusinessKey();
        Runnable startAgain = key.equals(CampaignLifecycleProcess.ID)
                ? () -> lifecycles.reconcile(new CampaignId(subject))
                : () -> promotions.reconcile(ModelReleaseId.parse(subject));
        try {
            tally.count(new Migration(engine).move(process.getId(), process.getProcessDefinitionId(), to, startAgain));
        } catch (RuntimeException e) {
            tally.fail(subject + ": " + e.getMessage());
        }
    }
}
