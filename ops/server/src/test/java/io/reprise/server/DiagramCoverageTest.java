package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.bpmn.ProcessFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Association;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every element and every branch of every diagram is gone through by the path tests. Comes last, and needs them before it. */
@Order(Integer.MAX_VALUE)
class DiagramCoverageTest {

    private static BpmnModelInstance diagram(String process) throws IOException {
        return Bpmn.readModelFromStream(
                new ByteArrayInputStream(ProcessFiles.all().get(process + ".bpmn")));
    }

    private static Set<String> elements(String process) throws IOException {
        BpmnModelInstance diagram = diagram(process);
        Set<String> ids = new TreeSet<>();
        diagram.getModelElementsByType(FlowNode.class).forEach(node -> ids.add(node.getId()));
        diagram.getModelElementsByType(SequenceFlow.class).forEach(flow -> ids.add(flow.getId()));
        return ids;
    }

    private static Set<String> missed(String process, Set<String> walked) throws IOException {
        Set<String> missed = elements(process);
        missed.removeAll(walked);
        // Nobody comes through a compensation event: it is used when what it leads to is.
        diagram(process).getModelElementsByType(Association.class).stream()
                .filter(association -> walked.contains(association.getTarget().getId()))
                .forEach(association -> missed.remove(association.getSource().getId()));
        return missed;
    }

    @ParameterizedTest
    @ValueSource(strings = {CampaignLifecycleProcess.ID, ModelPromotionProcess.ID})
    void everyBranchIsGoneThrough(String process) throws IOException {
        assumeThat(WalkedElements.of(process))
                .as("run it together with *PathsTest")
                .isNotEmpty();
        assertThat(missed(process, WalkedElements.of(process))).isEmpty();
    }

    @Test
    void aBranchNobodyWentThroughIsFound() throws IOException {
        String branch = "flow_timer_adjustment_deadline__task_expire_adjustment";
        Set<String> walked = elements(CampaignLifecycleProcess.ID);
        walked.remove(branch);
        assertThat(missed(CampaignLifecycleProcess.ID, walked)).containsExactly(branch);
        walked.remove(CampaignLifecycleProcess.TASK_RELEASE_STOCK);
        walked.remove(CampaignLifecycleProcess.COMPENSATE_STOCK);
        assertThat(missed(CampaignLifecycleProcess.ID, walked))
                .containsExactlyInAnyOrder(
                        branch, CampaignLifecycleProcess.TASK_RELEASE_STOCK, CampaignLifecycleProcess.COMPENSATE_STOCK);
    }
}
