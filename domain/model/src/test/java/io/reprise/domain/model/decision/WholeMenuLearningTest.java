package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.LearningAdjustmentTest.MODEL_ELASTICITY;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.PLANNED;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.WIDE;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.inputs;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.model;
import static io.reprise.domain.model.decision.WholeMenuSale.ahead;
import static io.reprise.domain.model.decision.WholeMenuSale.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentInputs.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the sale has shown teaches more than it taught the version before. */
class WholeMenuLearningTest {

    /** What the version before this one does not heed. */
    private static final PolicyRef BEFORE = new PolicyRef("learning-adjustment", 2);

    private static AdjustmentInputs with(AdjustmentInputs in, UnaryOperator<ItemShown> change) {
        Shown shown = in.shown().orElseThrow();
        List<ItemShown> items = shown.items().stream().map(change).toList();
        AdjustmentInputs changed = new AdjustmentInputs(
                in.window(),
                in.hoursLeft(),
                in.treatedBps(),
                in.stepsBps(),
                in.limits(),
                in.discountGivenCents(),
                in.pushWavesLeft(),
                in.items(),
                Optional.of(new Shown(items, shown.explorationBps(), shown.stockBudgetLeftCents())));
        return changed.with(ahead(changed, List.of(), 0, List.of(), 0));
    }

    private static int discounts(Policy.Verdict<?> verdict) {
        return ((AdjustmentOutcome) verdict.outcome())
                .priceChanges().stream()
                        .mapToInt(change -> change.toBps() - change.fromBps())
                        .sum();
    }

    private static double correction(Policy.Verdict<?> verdict) {
        return verdict.explanation().factors().stream()
                .filter(f -> f.name().equals("elasticity-correction"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** As much as was seen without a push wave again while one worked, by which they bought 1.5 times as much. */
    private static ItemShown pushedToo(ItemShown item, int soldUnits) {
        List<Stretch> stretches = new ArrayList<>(item.stretches());
        Stretch calm = stretches.getFirst();
        stretches.add(new Stretch(false, calm.discountBps(), calm.expectedUnits(), soldUnits, Optional.of(true)));
        return new ItemShown(PLANNED, stretches, 0, 0, 0, item.free());
    }

    @Test
    void where_the_sale_sells_half_of_what_was_expected_little_is_kept_for_a_later_that_sells_half_too() {
        int cheaper = 0;
        for (int left = 20; left <= 160; left += 20) {
            int units = left;
            AdjustmentInputs weak = with(
                    inputs(5, 0.5, left, 0, WIDE, 0),
                    item -> new ItemShown(PLANNED, item.stretches(), 0, 0, units, item.free()));
            cheaper += discounts(verdict(weak)) - discounts(verdict(BEFORE, weak));
        }
        assertThat(cheaper).isGreaterThan(1_000);
    }

    @Test
    void what_a_push_wave_sells_more_is_not_put_down_to_prices() {
        for (double elasticity : List.of(0.2, MODEL_ELASTICITY, 5.0)) {
            AdjustmentInputs calm = with(inputs(elasticity, 1, 10_000, 0, WIDE, 0), item -> item);
            AdjustmentInputs pushed = with(calm, item -> pushedToo(item, 135));
            assertThat(correction(verdict(pushed))).isCloseTo(correction(verdict(calm)), Offset.offset(0.15));
            assertThat(correction(verdict(BEFORE, pushed))).isEqualTo(correction(verdict(BEFORE, calm)));
        }
    }

    @Test
    void a_price_that_was_changed_while_a_push_wave_worked_teaches_what_it_did() {
        AdjustmentInputs stiff = with(inputs(MODEL_ELASTICITY, 1, 10_000, 0, WIDE, 0), item -> {
            List<Stretch> stretches = new ArrayList<>(item.stretches());
            // Dearer by a quarter, and nobody minds.
            stretches.add(new Stretch(false, PLANNED, 90, 135, Optional.of(true)));
            stretches.add(new Stretch(false, 0, 0.9 * 20 * model(0), 135, Optional.of(true)));
            return new ItemShown(PLANNED, stretches, 0, 0, 0, item.free());
        });
        assertThat(correction(verdict(stiff))).isLessThan(correction(verdict(BEFORE, stiff)) - 0.3);
    }
}
