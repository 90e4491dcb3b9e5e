package io.reprise.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.benchmarks.uplift.DecisionRules;
import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RememberedRulesTest {

    private static final int QUESTIONS = 300;

    private final RememberedRules remembered = new RememberedRules();

    /** Few values of each, so that questions come again with other variables beside them. */
    @Test
    void whatIsRememberedIsWhatTheTablesAnswer() {
        DecisionRules tables = new DecisionRules();
        SplittableRandom random = new SplittableRandom(18);
        for (int question = 0; question < QUESTIONS; question++) {
            Map<String, Object> asked = drawn(random);
            assertThat(remembered.guardrails(asked)).isEqualTo(tables.guardrails(asked));
            assertThat(remembered.approval(asked)).isEqualTo(tables.approval(asked));
        }
    }

    private static Map<String, Object> drawn(SplittableRandom random) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(CampaignLifecycleProcess.CHANGES_NOTHING, random.nextInt(4) == 0);
        variables.put(CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS, random.nextInt(2) * 100);
        variables.put(CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS, random.nextInt(3) * 100 - 100);
        variables.put(CampaignLifecycleProcess.EXTRA_PUSH, random.nextBoolean());
        variables.put(CampaignLifecycleProcess.STEP_BEYOND_AUTOMATIC_BPS, random.nextInt(2) * 50);
        variables.put(CampaignLifecycleProcess.BEYOND_LEEWAY, random.nextInt(4) == 0);
        variables.put(CampaignLifecycleProcess.END_MOVES, random.nextBoolean());
        variables.put(CampaignLifecycleProcess.ITEM_CHANGES, random.nextInt(2));
        variables.put(CampaignLifecycleProcess.AUDIENCE_STEP_BPS, random.nextInt(3) * 100 - 100);
        variables.put("discountBudgetCents", random.nextInt(2) * 6_000_000L);
        variables.put("discountBpsMax", random.nextInt(2) * 6_000);
        variables.put("besides", random.nextInt());
        return variables;
    }

    @Test
    void whoChangesAnAnswerChangesItForThemselves() {
        Map<String, Object> variables = drawn(new SplittableRandom(1));
        Map<String, Object> first = remembered.guardrails(variables);
        Object route = first.put(DecisionTables.ROUTE, "elsewhere");
        assertThat(remembered.guardrails(variables)).containsEntry(DecisionTables.ROUTE, route);
    }
}
