package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.uplift.DecisionRules;
import io.reprise.bpmn.DecisionTables;
import io.reprise.workflows.SteppedLifecycle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputExpression;

/**
 * The decision tables of the process, each evaluated once for equal inputs, as its answer depends on nothing else: for every cell the
 * engine of the tables makes all functions of its language anew, which took an eighth of a history's time. For one thread.
 */
final class RememberedRules implements SteppedLifecycle.Rules {

    private static final int ANSWERS_MAX = 100_000;

    private record Question(String table, List<Object> inputs) {}

    private final DecisionRules tables = new DecisionRules();
    private final List<String> approvalInputs = inputs(DecisionTables.APPROVAL_ROUTING);
    private final List<String> guardrailsInputs = inputs(DecisionTables.ADJUSTMENT_GUARDRAILS);
    private final Map<Question, Map<String, Object>> answers = new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Map<String, Object>> eldest) {
            return size() > ANSWERS_MAX;
        }
    };

    private static List<String> inputs(String table) {
        return Dmn.readModelFromStream(DecisionTables.class.getResourceAsStream("/bpmn/" + table + ".dmn"))
                .getModelElementsByType(InputExpression.class)
                .stream()
                .map(expression -> expression.getText().getTextContent())
                .toList();
    }

    @Override
    public Map<String, Object> approval(Map<String, Object> variables) {
        return answer(DecisionTables.APPROVAL_ROUTING, approvalInputs, variables, tables::approval);
    }

    @Override
    public Map<String, Object> guardrails(Map<String, Object> variables) {
        return answer(DecisionTables.ADJUSTMENT_GUARDRAILS, guardrailsInputs, variables, tables::guardrails);
    }

    /** The table is given its inputs and nothing else, so that it fails where it reads more. */
    private Map<String, Object> answer(
            String table,
            List<String> inputs,
            Map<String, Object> variables,
            UnaryOperator<Map<String, Object>> evaluation) {
        List<Object> values = new ArrayList<>();
        inputs.forEach(input -> values.add(variables.get(input)));
        return new HashMap<>(answers.computeIfAbsent(new Question(table, values), asked -> {
            Map<String, Object> only = new HashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                only.put(inputs.get(i), values.get(i));
            }
            return evaluation.apply(only);
        }));
    }
}
