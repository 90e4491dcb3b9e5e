package io.reprise.workflows;

import io.reprise.domain.model.port.Processes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;

/** The engine's own tables: what they say is a working copy, so this is for looking and for trying again, nothing more. */
final class CamundaProcesses implements Processes {

    private static final int TRIES = 5;

    private final ProcessEngine engine;

    CamundaProcesses(ProcessEngine engine) {
        this.engine = engine;
    }

    /** What failed is asked for apart: it may be younger than as many as are wanted. */
    @Override
    public List<Running> running(int max) {
        Map<String, HistoricProcessInstance> found = new LinkedHashMap<>();
        Set<String> failed = engine.getRuntimeService().createIncidentQuery().list().stream()
                .map(incident -> incident.getProcessInstanceId())
                .collect(Collectors.toSet());
        List<HistoricProcessInstance> first =
                failed.isEmpty() ? List.of() : oldest(underWay().processInstanceIds(failed), max);
        Stream.concat(first.stream(), oldest(underWay(), max).stream())
                .forEach(process -> found.putIfAbsent(process.getId(), process));
        return found.values().stream().limit(max).map(this::running).toList();
    }

    private static List<HistoricProcessInstance> oldest(HistoricProcessInstanceQuery query, int max) {
        return query.orderByProcessInstanceStartTime().asc().listPage(0, max);
    }

    @Override
    public Optional<Running> find(String processId) {
        return Optional.ofNullable(underWay().processInstanceId(processId).singleResult())
                .map(this::running);
    }

    private HistoricProcessInstanceQuery underWay() {
        return engine.getHistoryService().createHistoricProcessInstanceQuery().unfinished();
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
