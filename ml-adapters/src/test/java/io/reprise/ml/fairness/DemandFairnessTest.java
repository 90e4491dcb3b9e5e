package io.reprise.ml.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.registry.GroupFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandFairnessTest {

    @Test
    void errorBiasAndGapsAreThoseCountedByHand() {
        double[] forecast = {2, 4, 10, 10};
        float[] sold = {2, 2, 5, 5};
        List<GroupFigures> groups = DemandFairness.measure(
                "item", forecast, sold, List.of("cheap", "cheap", "dear", "dear"), new Sampling(1, 20, 2, 1));
        assertThat(groups).extracting(GroupFigures::group).containsExactly("cheap", "dear");
        assertThat(groups.get(0).figures().get("wape").value()).isEqualTo(0.5);
        assertThat(groups.get(1).figures().get("wape").value()).isEqualTo(1);
        assertThat(groups.get(1).figures().get("bias").value()).isEqualTo(1);
        assertThat(groups.get(0).figures().get(DemandFairness.WAPE_GAP).value()).isZero();
        assertThat(groups.get(1).figures().get(DemandFairness.WAPE_GAP).value()).isEqualTo(0.5);
        assertThat(groups.get(0).figures().get(DemandFairness.BIAS_GAP).value()).isEqualTo(0.5);
    }

    @Test
    void itemsThatNeverSoldHaveNoErrorToBeComparedBy() {
        assertThat(DemandFairness.measure(
                        "item",
                        new double[] {1, 1, 1, 1},
                        new float[] {1, 1, 0, 0},
                        List.of("sells", "sells", "rests", "rests"),
                        new Sampling(1, 5, 2, 1)))
                .isEmpty();
    }
}
