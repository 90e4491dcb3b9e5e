package io.reprise.benchmarks.uplift;

import io.reprise.bpmn.DecisionTables;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** The decision tables of the process, evaluated by Camunda's DMN engine alone. */
public final class DecisionRules {

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final DmnDecision approval = read(DecisionTables.APPROVAL_ROUTING);
    private final DmnDecision guardrails = read(DecisionTables.ADJUSTMENT_GUARDRAILS);

    private DmnDecision read(String key) {
        try (InputStream table = DecisionTables.class.getResourceAsStream("/bpmn/" + key + ".dmn")) {
            return engine.parseDecision(key, table);
        } catch (IOException e) {
            throw new IllegalStateException("the decision table " + key + " cannot be read", e);
        }
    }

    public Map<String, Object> approval(Map<String, Object> variables) {
        return single(approval, variables);
    }

    public Map<String, Object> guardrails(Map<String, Object> variables) {
        return single(guardrails, variables);
    }

    private Map<String, Object> single(DmnDecision decision, Map<String, Object> variables) {
        return engine.evaluateDecisionTable(decision, variables)
                .getSingleResult()
                .getEntryMap();
    }
}
