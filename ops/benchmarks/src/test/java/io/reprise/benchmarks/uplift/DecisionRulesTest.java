package io.reprise.benchmarks.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the re-tuner may do alone, what a person answers, and what nobody may. */
class DecisionRulesTest {

    private static final DecisionRules RULES = new DecisionRules();

    @ParameterizedTest
    @CsvSource({
        "true,  true,  0, 0,     FORBIDDEN, rule_leeway",
        "true,  false, 2, 0,     FORBIDDEN, rule_leeway",
        "false, true,  0, 0,     APPROVAL,  rule_end",
        "false, false, 1, 0,     APPROVAL,  rule_items",
        "false, false, 0, -2500, APPROVAL,  rule_narrower_audience",
        "false, false, 0, 2500,  AUTOMATIC, rule_small_step",
        "false, false, 0, 0,     AUTOMATIC, rule_small_step",
    })
    void aChangeOfTheExtentIsRouted(
            boolean beyond, boolean endMoves, int itemChanges, int audienceStepBps, String route, String rule) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(CampaignLifecycleProcess.CHANGES_NOTHING, false);
        variables.put(CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS, 0);
        variables.put(CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS, 100);
        variables.put(CampaignLifecycleProcess.EXTRA_PUSH, false);
        variables.put(CampaignLifecycleProcess.STEP_BEYOND_AUTOMATIC_BPS, 0);
        variables.put(CampaignLifecycleProcess.BEYOND_LEEWAY, beyond);
        variables.put(CampaignLifecycleProcess.END_MOVES, endMoves);
        variables.put(CampaignLifecycleProcess.ITEM_CHANGES, itemChanges);
        variables.put(CampaignLifecycleProcess.AUDIENCE_STEP_BPS, audienceStepBps);
        Map<String, Object> routed = RULES.guardrails(variables);
        assertThat(routed.get(DecisionTables.ROUTE)).isEqualTo(route);
        assertThat(routed.get(DecisionTables.RULE)).isEqualTo("adjustment-guardrails/2#" + rule);
    }
}
