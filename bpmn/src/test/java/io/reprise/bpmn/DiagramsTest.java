package io.reprise.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramsTest {

    private record Diagram(Class<?> contract, BpmnModelInstance model) {

        static Diagram of(Class<?> contract) {
            String resource = Arrays.stream(contract.getFields())
                    .filter(f -> f.getName().equals("RESOURCE"))
                    .map(DiagramsTest::value)
                    .findFirst()
                    .orElseThrow();
            return new Diagram(
                    contract,
                    Bpmn.readModelFromStream(DiagramsTest.class.getClassLoader().getResourceAsStream(resource)));
        }

        Set<String> elementsOfContract() {
            List<String> kinds = List.of(
                    "task_",
                    "gateway_",
                    "timer_",
                    "catch_",
                    "subprocess_",
                    "start_",
                    "end_",
                    "error_",
                    "compensate_",
                    "throw_");
            return Arrays.stream(contract.getFields())
                    .filter(f -> f.getType() == String.class)
                    .map(DiagramsTest::value)
                    .filter(v -> kinds.stream().anyMatch(v::startsWith))
                    .collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return contract.getSimpleName();
        }
    }

    static Stream<Diagram> diagrams() {
        return Stream.of(CampaignLifecycleProcess.class, ModelPromotionProcess.class)
                .map(Diagram::of);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void diagramAndContractNameTheSameElements(Diagram diagram) {
        Set<String> inDiagram = diagram.model().getModelElementsByType(FlowNode.class).stream()
                .map(FlowNode::getId)
                .collect(Collectors.toSet());
        assertThat(inDiagram).isNotEmpty().isEqualTo(diagram.elementsOfContract());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everythingIsDrawn(Diagram diagram) {
        Set<String> shapes = diagram.model().getModelElementsByType(BpmnShape.class).stream()
                .map(s -> s.getBpmnElement().getId())
                .collect(Collectors.toSet());
        assertThat(shapes).containsAll(diagram.elementsOfContract());
        Set<String> edges = diagram.model().getModelElementsByType(BpmnEdge.class).stream()
                .filter(e -> e.getWaypoints().size() >= 2)
                .map(e -> e.getBpmnElement().getId())
                .collect(Collectors.toSet());
        assertThat(edges)
                .containsAll(diagram.model().getModelElementsByType(SequenceFlow.class).stream()
                        .map(SequenceFlow::getId)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyUserTaskSaysWhoMayDoIt(Diagram diagram) {
        assertThat(diagram.model().getModelElementsByType(UserTask.class))
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.getCamundaCandidateGroups()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void itIsValid(Diagram diagram) {
        Bpmn.validateModel(diagram.model());
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
