package io.reprise.workflows;

import io.reprise.domain.model.port.Processes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;

/** The engine's own tables: what they say is a working copy, so this is for looking and for trying again, nothing more. */
final class CamundaProcesses implements Processes {

    private static final int TRIES = 5;

    private final ProcessEngine engine;

    CamundaProcesses(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<Running> running(int max) {
        return engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .unfinished()
                .orderByProcessInstanceStartTime()
                .asc()
                .listPage(0, max)
                .stream()
                .map(this::running)
                .sorted(Comparator.comparing((Running r) -> r.incidents().isEmpty()))
                .toList();
    }

    @Override
    public Optional<Running> find(String processId) {
        return Optional.ofNullable(engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .unfinished()
                        .processInstanceId(processId)
                        .singleResult())
                .map(this::running);
    }

    private Running running(HistoricProcessInstance process) {
        return new Running(
                process.getId(),
                process.getProcessDefinitionKey(),
                process.getBusinessKey() == null ? process.getId() : process.getBusinessKey(),
                process.getStartTime().toInstant(),
                waitingAt(process.getId()),
                engine.getRuntimeService().createIncidentQuery().processInstanceId(process.getId()).list().stream()
                        .map(incident -> new Incident(
                                incident.getActivityId(),
                                String.valueOf(incident.getIncidentMessage()),
                                incident.getIncidentTimestamp().toInstant()))
                        .toList());
    }

    private List<String> waitingAt(String processId) {
        ActivityInstance whole = engine.getRuntimeService().getActivityInstance(processId);
        List<String> names = new ArrayList<>();
        if (whole != null) {
            leaves(whole, names);
        }
        return names;
    }

    private static void leaves(ActivityInstance instance, List<String> names) {
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            if (child.getChildActivityInstances().length == 0) {
                names.add(child.getActivityName() == null ? child.getActivityId() : child.getActivityName());
            }
            leaves(child, names);
        }
    }

    @Override
    public void retry(String processId) {
        ManagementService management = engine.getManagementService();
        for (Job failed : management
                .createJobQuery()
                .processInstanceId(processId)
                .noRetriesLeft()
                .list()) {
            management.setJobRetries(failed.getId(), TRIES);
        }
    }
}
