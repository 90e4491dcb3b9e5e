package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.counterfactual.CounterfactualProgress.Now;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CounterfactualQuestionTest {

    private static final PolicyRef THEN = new PolicyRef("newsvendor-inventory", 2);
    private static final PolicyRef NOW = new PolicyRef("newsvendor-inventory", 1);
    private static final Counterfactual OTHERWISE =
            new Counterfactual(new TreeMap<>(Map.of(DecisionKind.INVENTORY, NOW)), null, null);

    private static CounterfactualQuestion question(int campaigns, int minutes, double salesWeight) {
        return new CounterfactualQuestion(
                List.of(new CampaignId("one")).subList(0, campaigns), OTHERWISE, minutes, salesWeight);
    }

    private static void assertRefused(ThrowingCallable asked, String message) {
        assertThatThrownBy(asked).isInstanceOf(InvalidValue.class).hasMessage(message);
    }

    @Test
    void a_question_is_about_some_sale_up_to_a_fortnight_and_weighs_revenue_tenfold_at_most() {
        assertThatCode(() -> question(1, 1, 0)).doesNotThrowAnyException();
        assertThatCode(() -> question(1, 20_160, 10)).doesNotThrowAnyException();
        assertRefused(() -> question(0, 1, 0), "campaigns: must name at least one campaign");
        assertRefused(() -> question(1, 0, 0), "horizonMinutes: must be 1 to 20160, but was 0");
        assertRefused(() -> question(1, 20_161, 0), "horizonMinutes: must be 1 to 20160, but was 20161");
        assertRefused(() -> question(1, 1, -0.01), "salesWeight: must be 0 to 10.0, but was -0.01");
        assertRefused(() -> question(1, 1, 10.01), "salesWeight: must be 0 to 10.0, but was 10.01");
        assertThatThrownBy(() -> question(1, 1, Double.NaN)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void another_policy_decides_with_what_it_assumes_itself_and_the_same_with_what_it_was_given() {
        Parameters then = Policies.defaults(THEN).with("serviceLevel", 0.77);
        assertThat(OTHERWISE.parameters(DecisionKind.INVENTORY, THEN, then)).isEqualTo(Policies.defaults(NOW));
        Counterfactual changed = new Counterfactual(
                null, new TreeMap<>(Map.of(DecisionKind.INVENTORY, new TreeMap<>(Map.of("reserveUnits", 4.0)))), null);
        assertThat(changed.parameters(DecisionKind.INVENTORY, THEN, then)).isEqualTo(then.with("reserveUnits", 4));
        assertThat(changed.parameters(DecisionKind.SCHEDULE, THEN, then)).isEqualTo(then);
    }

    @Test
    void only_decisions_of_its_kinds_and_models_are_touched() {
        assertThat(OTHERWISE.touches(DecisionKind.INVENTORY, List.of())).isTrue();
        assertThat(OTHERWISE.touches(DecisionKind.SCHEDULE, List.of("demand"))).isFalse();
        Counterfactual model = new Counterfactual(null, null, new TreeMap<>(Map.of("demand", "f".repeat(64))));
        assertThat(model.touches(DecisionKind.SCHEDULE, List.of("purchase", "demand")))
                .isTrue();
        assertThat(model.touches(DecisionKind.SCHEDULE, List.of("purchase"))).isFalse();
    }

    @Test
    void how_far_a_run_is_can_be_seen_until_it_is_called_off() {
        CounterfactualProgress progress = new CounterfactualProgress();
        progress.of(3);
        progress.decision();
        progress.decision();
        progress.campaign();
        assertThat(progress.now()).isEqualTo(new Now(1, 3, 2));
        progress.cancel();
        assertThatThrownBy(progress::decision).isInstanceOf(CancellationException.class);
        assertThat(progress.now()).isEqualTo(new Now(1, 3, 2));
    }
}
