package io.reprise.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramsTest {

    private final BpmnModelInstance lifecycle = Bpmn.readModelFromStream(
            getClass().getClassLoader().getResourceAsStream(CampaignLifecycleProcess.RESOURCE));

    private static Set<String> elementsOfContract() {
        List<String> kinds = List.of(
                "task_", "gateway_", "timer_", "subprocess_", "start_", "end_", "error_", "compensate_", "throw_");
        return Arrays.stream(CampaignLifecycleProcess.class.getFields())
                .filter(f -> f.getType() == String.class)
                .map(DiagramsTest::value)
                .filter(v -> kinds.stream().anyMatch(v::startsWith))
                .collect(Collectors.toSet());
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void diagramAndContractNameTheSameElements() {
        Set<String> inDiagram = lifecycle.getModelElementsByType(FlowNode.class).stream()
                .map(FlowNode::getId)
                .collect(Collectors.toSet());
        assertThat(inDiagram).isEqualTo(elementsOfContract());
    }

    @Test
    void everythingIsDrawn() {
        Set<String> shapes = lifecycle.getModelElementsByType(BpmnShape.class).stream()
                .map(s -> s.getBpmnElement().getId())
                .collect(Collectors.toSet());
        assertThat(shapes).containsAll(elementsOfContract());
        Set<String> edges = lifecycle.getModelElementsByType(BpmnEdge.class).stream()
                .filter(e -> e.getWaypoints().size() >= 2)
                .map(e -> e.getBpmnElement().getId())
                .collect(Collectors.toSet());
        assertThat(edges)
                .containsAll(lifecycle.getModelElementsByType(SequenceFlow.class).stream()
                        .map(SequenceFlow::getId)
                        .toList());
    }

    @Test
    void everyUserTaskSaysWhoMayDoIt() {
        assertThat(lifecycle.getModelElementsByType(UserTask.class))
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.getCamundaCandidateGroups()).isNotBlank());
    }

    @Test
    void itIsValid() {
        Bpmn.validateModel(lifecycle);
    }

    @ParameterizedTest
    @ValueSource(strings = {DecisionTables.APPROVAL_ROUTING, DecisionTables.ADJUSTMENT_GUARDRAILS})
    void decisionTablesNameTheRuleThatHeld(String id) {
        var table = Dmn.readModelFromStream(getClass().getClassLoader().getResourceAsStream("bpmn/" + id + ".dmn"));
        assertThat(table.getModelElementsByType(Decision.class))
                .extracting(Decision::getId)
                .containsExactly(id);
        assertThat(table.getModelElementsByType(Output.class))
                .extracting(Output::getName)
                .contains(DecisionTables.RULE);
    }
}
