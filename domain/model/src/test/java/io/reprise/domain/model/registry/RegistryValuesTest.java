package io.reprise.domain.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.ColumnSpread.Extent;
import io.reprise.domain.model.registry.GroupFairness.GroupGap;
import io.reprise.domain.model.registry.GroupFigures.Figure;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RegistryValuesTest {

    private static void refused(ThrowingCallable made, String field) {
        assertThatThrownBy(made).isInstanceOf(InvalidValue.class).hasMessageStartingWith(field + ": ");
    }

    private static GroupFigures group(String... figures) {
        TreeMap<String, Figure> all = new TreeMap<>();
        for (String figure : figures) {
            all.put(figure, new Figure(1, 0, 2));
        }
        return new GroupFigures("region", "Kent", 9, all);
    }

    @Test
    void a_release_is_named_by_model_and_artifact() {
        assertThat(Releases.ID.value()).isEqualTo("demand:" + "ab".repeat(32));
        assertThat(ModelReleaseId.parse(Releases.ID.value())).isEqualTo(Releases.ID);
        assertThatThrownBy(() -> ModelReleaseId.parse("demand"))
                .hasMessage("release: must be 'model:sha256', but was 'demand'");
        refused(() -> ModelReleaseId.parse(":" + "ab".repeat(32)), "release");
    }

    @Test
    void items_are_in_three_tiers_of_price() {
        assertThat(List.of(PriceTier.of(1.99), PriceTier.of(2), PriceTier.of(4.99), PriceTier.of(5)))
                .containsExactly("below 2", "2 to 5", "2 to 5", "5 and more");
    }

    @Test
    void gaps_are_named_after_all_other_figures() {
        assertThat(GroupFigures.names(List.of(group("auc", "calibration-gap"), group("auc", "zeal", "auc-gap"))))
                .containsExactly("auc", "zeal", "auc-gap", "calibration-gap");
        refused(() -> new Figure(Double.NaN, 0, 1), "figure");
        refused(() -> new Figure(0, Double.NEGATIVE_INFINITY, 1), "figure");
        refused(() -> new Figure(0, 0, Double.POSITIVE_INFINITY), "figure");
    }

    @Test
    void a_card_from_before_keeps_nothing() {
        ColumnSpread spread = new ColumnSpread("weekend", 3, List.of(0.0), List.of(0.8, 0.2));
        assertThat(new TrainingSpread(null, null)).isEqualTo(TrainingSpread.NONE);
        assertThat(TrainingSpread.NONE.keepsNothing()).isTrue();
        assertThat(new TrainingSpread(List.of(spread), null).keepsNothing()).isFalse();
        assertThat(new TrainingSpread(null, List.of(spread)).keepsNothing()).isFalse();
    }

    @Test
    void a_limit_and_a_gap_may_be_zero() {
        assertThat(new FairnessLimit("calibration-gap", 0).limit()).isZero();
        refused(() -> new FairnessLimit(" ", 0), "metric");
        refused(() -> new FairnessLimit(null, 0), "metric");
        refused(() -> new FairnessLimit("calibration-gap", -0.01), "limit");
        GroupGap none = new GroupGap("region", "Kent", 9, 0);
        refused(() -> new GroupGap("region", "Kent", 9, -0.01), "gap");
        assertThat(new GroupFairness(FairnessLimit.DEFAULT, Collections.nCopies(1_000, none)).gaps())
                .hasSize(1_000);
        refused(() -> new GroupFairness(FairnessLimit.DEFAULT, Collections.nCopies(1_001, none)), "gaps");
    }

    @Test
    void a_model_may_make_no_error() {
        assertThat(new RecordEvaluation(Releases.ID, "pinball", 0, 0, Releases.AT).error())
                .isZero();
        refused(() -> new RecordEvaluation(Releases.ID, "pinball", -0.1, 0, Releases.AT), "error");
        refused(() -> new RecordEvaluation(Releases.ID, "pinball", 0, -0.1, Releases.AT), "baselineError");
        assertThat(new DeclineRelease(Releases.ID, Releases.ANA, "x".repeat(2_000), Releases.AT).reason())
                .hasSize(2_000);
        refused(() -> new DeclineRelease(Releases.ID, Releases.ANA, "x".repeat(2_001), Releases.AT), "reason");
    }

    @Test
    void what_is_compared_is_counted_from_nothing_on() {
        assertThat(ShadowComparison.NONE.asked()).isZero();
        refused(() -> new ShadowComparison(-1, 0, 0), "questions");
        refused(() -> new ShadowComparison(0, 0, -1), "questions");
        refused(() -> new ShadowComparison(0, -1, 0), "meanAbsoluteDifference");
        refused(() -> new ShadowComparison(0, Double.NaN, 0), "meanAbsoluteDifference");
    }

    @Test
    void a_column_moved_much_from_a_quarter_on() {
        assertThat(List.of(Extent.of(0.0999), Extent.of(0.1), Extent.of(0.2499), Extent.of(0.25)))
                .containsExactly(Extent.LITTLE, Extent.SOME, Extent.SOME, Extent.MUCH);
    }

    @Test
    void bounds_do_not_depend_on_the_order_of_rows() {
        assertThat(ColumnSpread.of("price", 0, new double[] {5, 1, 4, 2, 3}))
                .isEqualTo(ColumnSpread.of("price", 0, new double[] {1, 2, 3, 4, 5}));
    }
}
