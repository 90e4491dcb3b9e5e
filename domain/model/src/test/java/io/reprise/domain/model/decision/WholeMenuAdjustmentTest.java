package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.WholeMenuSale.ahead;
import static io.reprise.domain.model.decision.WholeMenuSale.resting;
import static io.reprise.domain.model.decision.WholeMenuSale.verdict;
import static io.reprise.domain.model.decision.WholeMenuSale.weighed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where nothing but prices may be changed it decides as the version before it; and then what else there is. */
class WholeMenuAdjustmentTest extends LearningAdjustmentTest {

    @Override
    PolicyRef policy() {
        return Policies.ADJUSTMENT;
    }

    @Override
    AdjustmentInputs asked(AdjustmentInputs in) {
        return in.ahead().isPresent() || in.shown().isEmpty() ? in : in.with(ahead(in, List.of(), 0, List.of(), 0));
    }

    @Override
    String movingStock() {
        return MenuOption.MOVE_STOCK;
    }

    @Test
    void every_option_has_its_risk_over_what_is_believed() {
        AdjustmentInputs in = inputs(6, 1, 10_000, 0, WIDE, 0);
        Policy.Verdict<?> verdict = verdict(in.with(ahead(in, List.of(-1, 1), 3, List.of(5_000, 10_000), 2)));
        assertThat(verdict.alternatives())
                .filteredOn(a -> a.score() != 0)
                .hasSizeGreaterThan(3)
                .allSatisfy(a -> {
                    Alternative.Risk risk = a.risk().orElseThrow();
                    assertThat(risk.lossShare()).isBetween(0.0, 1.0);
                    assertThat(risk.low()).isLessThanOrEqualTo(a.score() + Math.abs(a.score()));
                });
        assertThat(weighed(verdict, MenuOption.LEAVE_ALONE).risk()).isEmpty();
    }

    @Test
    void each_version_is_called_by_its_name_and_looks_at_what_the_sale_may_become() {
        for (int version : new int[] {2, 3}) {
            PolicyRef ref = new PolicyRef("learning-adjustment", version);
            assertThat(Policies.find(ref).orElseThrow().ref()).isEqualTo(ref);
            assertThat(Policies.looksAhead(ref)).isTrue();
        }
        assertThat(Policies.looksAhead(new PolicyRef("learning-adjustment", 1))).isFalse();
    }

    @Test
    void it_needs_to_know_what_the_sale_may_become() {
        AdjustmentInputs in = resting(1, 100, 0);
        assertThatThrownBy(() -> Policies.decide(policy(), in, response(planned(), 6), Policies.defaults(policy()), 7))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ahead");
    }
}
