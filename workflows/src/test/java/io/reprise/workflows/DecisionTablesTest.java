package io.reprise.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import io.reprise.bpmn.ProcessFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of every decision table, and what it is stronger than. */
class DecisionTablesTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private static byte[] file(String table) throws IOException {
        return ProcessFiles.all().get(table + ".dmn");
    }

    private static Map<String, Object> decide(String table, Map<String, Object> facts) throws IOException {
        DmnDecision decision = ENGINE.parseDecision(table, new ByteArrayInputStream(file(table)));
        DmnDecisionTableResult result = ENGINE.evaluateDecisionTable(decision, facts);
        return new HashMap<>(result.getSingleResult().getEntryMap());
    }

    private static Map<String, Object> plan(long discountBudgetCents, int discountBpsMax) {
        return Map.of(
                CampaignLifecycleProcess.DISCOUNT_BUDGET_CENTS, discountBudgetCents,
                CampaignLifecycleProcess.DISCOUNT_BPS_MAX, discountBpsMax);
    }

    /** A small step that changes nothing else, but for what is said. */
    private static Map<String, Object> adjustment(Object... facts) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                CampaignLifecycleProcess.CHANGES_NOTHING, false,
                CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS, -1_000,
                CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS, 500,
                CampaignLifecycleProcess.EXTRA_PUSH, false,
                CampaignLifecycleProcess.STEP_BEYOND_AUTOMATIC_BPS, 0,
                CampaignLifecycleProcess.BEYOND_LEEWAY, false,
                CampaignLifecycleProcess.END_MOVES, false,
                CampaignLifecycleProcess.ITEM_CHANGES, 0,
                CampaignLifecycleProcess.AUDIENCE_STEP_BPS, 0));
        for (int i = 0; i < facts.length; i += 2) {
            all.put((String) facts[i], facts[i + 1]);
        }
        return all;
    }

    private record Example(String table, String rule, String output, String value, Map<String, Object> facts) {}

    private static Example approval(String rule, String approver, Map<String, Object> facts) {
        return new Example(DecisionTables.APPROVAL_ROUTING, rule, DecisionTables.APPROVER, approver, facts);
    }

    private static Example route(String rule, String route, Object... facts) {
        return new Example(DecisionTables.ADJUSTMENT_GUARDRAILS, rule, DecisionTables.ROUTE, route, adjustment(facts));
    }

    /** At each boundary, and where two rules meet. */
    static Stream<Arguments> examples() {
        return Stream.of(
                        approval("rule_large_budget", "FINANCE", plan(5_000_001, 1_000)),
                        approval("rule_large_budget", "FINANCE", plan(5_000_001, 9_000)),
                        approval("rule_deep_discount", "FINANCE", plan(5_000_000, 5_001)),
                        approval("rule_ordinary", "APPROVER", plan(5_000_000, 5_000)),
                        route("rule_nothing", "AUTOMATIC", CampaignLifecycleProcess.CHANGES_NOTHING, true),
                        route("rule_discount_cap", "FORBIDDEN", CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS, 1),
                        route("rule_small_step", "AUTOMATIC", CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS, 0),
                        route("rule_margin_floor", "FORBIDDEN", CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS, -1),
                        route("rule_small_step", "AUTOMATIC", CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS, 0),
                        route("rule_leeway", "FORBIDDEN", CampaignLifecycleProcess.BEYOND_LEEWAY, true),
                        route(
                                "rule_leeway",
                                "FORBIDDEN",
                                CampaignLifecycleProcess.BEYOND_LEEWAY,
                                true,
                                CampaignLifecycleProcess.END_MOVES,
                                true),
                        route("rule_end", "APPROVAL", CampaignLifecycleProcess.END_MOVES, true),
                        route("rule_items", "APPROVAL", CampaignLifecycleProcess.ITEM_CHANGES, 1),
                        route("rule_narrower_audience", "APPROVAL", CampaignLifecycleProcess.AUDIENCE_STEP_BPS, -1),
                        route("rule_small_step", "AUTOMATIC", CampaignLifecycleProcess.AUDIENCE_STEP_BPS, 500),
                        route("rule_push", "APPROVAL", CampaignLifecycleProcess.EXTRA_PUSH, true),
                        route("rule_large_step", "APPROVAL", CampaignLifecycleProcess.STEP_BEYOND_AUTOMATIC_BPS, 1),
                        route("rule_small_step", "AUTOMATIC"))
                .map(example -> Arguments.of(example.rule(), example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theRuleHoldsAndSaysItsName(String rule, Example example) throws IOException {
        Map<String, Object> result = decide(example.table(), example.facts());
        assertThat(result).containsEntry(example.output(), example.value());
        assertThat((String) result.get(DecisionTables.RULE))
                .startsWith(example.table() + "/")
                .endsWith("#" + rule);
    }

    @Test
    void everyRuleHasAnExample() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String table : List.of(DecisionTables.APPROVAL_ROUTING, DecisionTables.ADJUSTMENT_GUARDRAILS)) {
            Dmn.readModelFromStream(new ByteArrayInputStream(file(table)))
                    .getModelElementsByType(Rule.class)
                    .forEach(rule -> rules.add(rule.getId()));
        }
        assertThat(examples().map(example -> (String) example.get()[0])).containsAll(rules);
    }
}
