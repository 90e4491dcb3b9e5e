package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.workflows.Migration.How;
import io.reprise.workflows.Migration.Tally;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/**
 * Tries a new diagram on everything that was ever recorded, in an engine of its own that is thrown away: after each event of
 * each campaign there was, a process is put where it would have stood on the old diagram, is brought over, and has to stand
 * and wait as before. No step is carried out and no command sent.
 */
final class MigrationRehearsal {

    /** States of one element beyond so many are of the same kind: they wait at the same place for another hour. */
    static final int STATES_OF_AN_ELEMENT_MAX = 20;

    private static final TaskListener NOBODY = task -> {};

    private final String key;
    private final byte[] before;
    private final byte[] after;

    MigrationRehearsal(String key, byte[] before, byte[] after) {
        this.key = key;
        this.before = before;
        this.after = after;
    }

    /** A place on the old diagram, and how a process is started on the new one when it has to be started again. */
    record Place(String subject, String waitsAt, String startsBefore, Map<String, Object> variables) {}

    /** Every place at which the process of a campaign has ever stood; of each element only so many. */
    static Set<Place> placesOf(Campaigns campaigns) {
        Set<Place> places = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (CampaignId id : campaigns.all()) {
            Campaign state = Campaign.NOT_DRAFTED;
            int number = 0;
            for (CampaignEvent event : campaigns.history(id)) {
                state = CampaignHistory.evolve(state, event);
                number++;
                if (state instanceof Drafted drafted) {
                    add(drafted, id + " after event " + number, seen, places);
                }
            }
        }
        return places;
    }

    private static void add(Drafted state, String subject, Map<String, Integer> seen, Set<Place> places) {
        LifecycleStanding.restsAt(state).ifPresent(element -> {
            if (seen.merge(element, 1, Integer::sum) <= STATES_OF_AN_ELEMENT_MAX) {
                places.add(new Place(
                        subject,
                        element,
                        LifecycleStanding.startsBefore(state).orElseThrow(),
                        LifecycleVariables.of(state)));
            }
        });
    }

    MigrationReport on(Set<Place> places) {
        ProcessEngine engine = engine();
        try {
            String from = deploy(engine, before);
            String to = deploy(engine, after);
            Tally tally = new Tally();
            places.forEach(place -> rehearse(engine, from, to, place, tally));
            return tally.report(places.size());
        } finally {
            engine.close();
        }
    }

    private void rehearse(ProcessEngine engine, String from, String to, Place place, Tally tally) {
        try {
            ProcessInstance process = start(engine, from, place.waitsAt(), place);
            ProcessPicture pictureBefore = ProcessPicture.of(engine, process.getId());
            How how = new Migration(engine)
                    .move(process.getId(), from, to, () -> start(engine, to, place.waitsAt(), place));
            String now = engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processDefinitionId(to)
                    .processInstanceBusinessKey(place.subject())
                    .singleResult()
                    .getId();
            ProcessPicture pictureAfter = ProcessPicture.of(engine, now);
            if (how == How.REBUILT) {
                // It is in truth started here, and steps on by itself.
                engine.getRuntimeService().deleteProcessInstance(now, "looked at", true);
                start(engine, to, place.startsBefore(), place);
            }
            if (pictureBefore.isKeptIn(pictureAfter)) {
                tally.count(how);
            } else {
                tally.fail(place.subject() + " stood " + pictureBefore + " and would stand " + pictureAfter);
            }
        } catch (ProcessEngineException e) {
            tally.fail(place.subject() + " at " + place.waitsAt() + ": " + e.getMessage());
        }
    }

    private static ProcessInstance start(ProcessEngine engine, String definition, String element, Place place) {
        return engine.getRuntimeService()
                .createProcessInstanceById(definition)
                .businessKey(place.subject())
                .setVariables(place.variables())
                .startBeforeActivity(element)
                .execute();
    }

    private String deploy(ProcessEngine engine, byte[] diagram) {
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addInputStream(key + ".bpmn", new ByteArrayInputStream(diagram))
                .deploy()
                .getId();
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult()
                .getId();
    }

    private static ProcessEngine engine() {
        String name = "rehearsal-" + UUID.randomUUID();
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setJobExecutorActivate(false);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        configuration.setBeans(new HashMap<>(Map.of("personalTask", NOBODY, "releaseTask", NOBODY)));
        return configuration.buildProcessEngine();
    }
}
