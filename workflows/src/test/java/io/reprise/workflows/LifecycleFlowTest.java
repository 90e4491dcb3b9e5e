package io.reprise.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flow that a simulation follows is the diagram's. */
class LifecycleFlowTest {

    private static final BpmnModelInstance DIAGRAM = Bpmn.readModelFromStream(
            LifecycleFlowTest.class.getClassLoader().getResourceAsStream(CampaignLifecycleProcess.RESOURCE));

    /** Beside the flow of an approval, not in it. */
    private static final Set<String> BESIDE = Set.of(CampaignLifecycleProcess.TASK_ESCALATE_APPROVAL);

    static Stream<String> elements() {
        return Stream.concat(
                        DIAGRAM.getModelElementsByType(Task.class).stream().map(Task::getId),
                        Stream.of(CampaignLifecycleProcess.TIMER_LAUNCH, CampaignLifecycleProcess.TIMER_WINDOW))
                .filter(id -> !BESIDE.contains(id));
    }

    /** Whatever the variables say. */
    private static Set<String> followed(String element) {
        Set<String> next = new TreeSet<>();
        for (String course : List.of("ADJUST", "CONTINUE", "STOP")) {
            for (boolean yes : new boolean[] {true, false}) {
                Map<String, Object> variables = new TreeMap<>();
                variables.put(CampaignLifecycleProcess.COURSE, course);
                variables.put(CampaignLifecycleProcess.SALE_OVER, yes);
                variables.put(CampaignLifecycleProcess.PLAN_APPROVED, yes);
                variables.put(CampaignLifecycleProcess.ADJUSTMENT_PENDING, yes);
                next.add(LifecycleFlow.after(element, variables));
            }
        }
        return next;
    }

    /** Where the diagram leads, past gateways and the edges of sub-processes, to what is worked on or waited for. */
    private static Set<String> drawn(FlowNode from) {
        Set<String> next = new TreeSet<>();
        for (FlowNode node : from.getSucceedingNodes().list()) {
            switch (node) {
                case Gateway gateway -> next.addAll(drawn(gateway));
                case IntermediateThrowEvent compensation -> next.addAll(drawn(compensation));
                case SubProcess inner -> next.addAll(drawn(start(inner)));
                case EndEvent end -> {
                    boolean isInside = end.getParentElement() instanceof SubProcess inner && !inner.triggeredByEvent();
                    next.addAll(isInside ? drawn((SubProcess) end.getParentElement()) : Set.of(""));
                }
                default -> next.add(node.getId());
            }
        }
        return next;
    }

    private static StartEvent start(SubProcess process) {
        return process.getChildElementsByType(StartEvent.class).iterator().next();
    }

    @ParameterizedTest
    @MethodSource("elements")
    void whatFollowsAnElementIsWhatTheDiagramDraws(String element) {
        FlowNode node = DIAGRAM.getModelElementById(element);
        // What compensates has no flow of its own: it goes on where the compensation was thrown.
        FlowNode from = element.equals(CampaignLifecycleProcess.TASK_RELEASE_STOCK)
                ? DIAGRAM.getModelElementById(CampaignLifecycleProcess.THROW_COMPENSATION)
                : node;
        assertThat(followed(element)).isEqualTo(drawn(from));
    }

    @Test
    void anErrorLeadsWhereItsBoundaryLeads() {
        List<BoundaryEvent> errors = DIAGRAM.getModelElementsByType(BoundaryEvent.class).stream()
                .filter(event -> event.getEventDefinitions().stream().anyMatch(ErrorEventDefinition.class::isInstance))
                .toList();
        assertThat(errors).hasSize(5);
        for (BoundaryEvent error : errors) {
            String at = error.getAttachedTo().getId();
            String next = LifecycleFlow.afterError(at);
            // Only stock that was secured is given back, by the compensation that the diagram throws here.
            boolean compensates = next.equals(CampaignLifecycleProcess.TASK_RELEASE_STOCK);
            assertThat(compensates).isEqualTo(at.equals(CampaignLifecycleProcess.TASK_LAUNCH));
            assertThat(compensates ? followed(next) : Set.of(next)).as(at).isEqualTo(drawn(error));
        }
    }
}
