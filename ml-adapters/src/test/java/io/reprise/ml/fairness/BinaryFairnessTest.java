package io.reprise.ml.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.GroupFairness;
import io.reprise.domain.model.registry.GroupFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinaryFairnessTest {

    private static final Sampling FEW = new Sampling(7, 60, 4, 1);

    private static double value(List<GroupFigures> groups, int group, String figure) {
        return groups.get(group).figures().get(figure).value();
    }

    /** Two groups of four, counted by hand. Half of all happened, so the four most probable of the eight are selected. */
    @Test
    void figuresAndGapsAreThoseCountedByHand() {
        double[] p = {0.9, 0.8, 0.3, 0.2, 0.7, 0.5, 0.4, 0.2};
        float[] y = {1, 1, 0, 0, 1, 0, 1, 0};
        List<GroupFigures> groups =
                BinaryFairness.measure("region", p, y, List.of("a", "a", "a", "a", "b", "b", "b", "b"), FEW);
        assertThat(groups).extracting(GroupFigures::group).containsExactly("a", "b");
        assertThat(value(groups, 0, BinaryFairness.SELECTION_RATE)).isEqualTo(0.5);
        assertThat(value(groups, 1, BinaryFairness.SELECTION_RATE)).isEqualTo(0.5);
        assertThat(value(groups, 0, BinaryFairness.TRUE_POSITIVE_RATE)).isEqualTo(1);
        assertThat(value(groups, 1, BinaryFairness.TRUE_POSITIVE_RATE)).isEqualTo(0.5);
        assertThat(value(groups, 1, BinaryFairness.FALSE_POSITIVE_RATE)).isEqualTo(0.5);
        assertThat(value(groups, 1, BinaryFairness.DEMOGRAPHIC_PARITY_GAP)).isZero();
        assertThat(value(groups, 1, BinaryFairness.EQUAL_OPPORTUNITY_GAP)).isEqualTo(0.5);
        assertThat(value(groups, 0, BinaryFairness.EQUAL_OPPORTUNITY_GAP)).isZero();
        assertThat(value(groups, 1, BinaryFairness.EQUALIZED_ODDS_GAP)).isEqualTo(0.5);
        assertThat(value(groups, 0, "auc")).isEqualTo(1);
        assertThat(value(groups, 1, "auc")).isEqualTo(0.75);
        assertThat(value(groups, 0, FairnessLimit.CALIBRATION_GAP)).isCloseTo(0.05, within(1e-9));
        assertThat(value(groups, 1, FairnessLimit.CALIBRATION_GAP)).isCloseTo(0.05, within(1e-9));
        assertThat(value(groups, 0, "log-loss"))
                .isCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.7) + Math.log(0.8)) / 4, within(1e-12));
    }

    /** People of two groups whose purchases follow the prediction, but for a planted error in one of them. */
    private static List<GroupFigures> planted(int rows, double logitError, Sampling sampling) {
        SplittableRandom random = new SplittableRandom(11);
        double[] p = new double[rows];
        float[] y = new float[rows];
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            boolean young = i % 3 == 0;
            double logit = random.nextDouble(-2, 2);
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
            p[i] = 1 / (1 + Math.exp(-(young ? logit + logitError : logit)));
            groups.add(young ? "young" : "old");
        }
        return BinaryFairness.measure("age", p, y, groups, sampling);
    }

    @Test
    void aModelThatIsRightForBothGroupsHasNoGapAndASlopeOfOne() {
        List<GroupFigures> groups = planted(6_000, 0, new Sampling(1, 100, 100, 20));
        assertThat(groups).hasSize(2).allSatisfy(group -> {
            assertThat(group.figures().get("calibration-slope").value()).isCloseTo(1, within(0.1));
            assertThat(group.figures().get(FairnessLimit.CALIBRATION_GAP).value())
                    .isLessThan(0.03);
            assertThat(group.figures().get("auc").low())
                    .isLessThan(group.figures().get("auc").value());
        });
        assertThat(GroupFairness.of(groups, FairnessLimit.DEFAULT)
                        .orElseThrow()
                        .worst()
                        .gap())
                .isLessThan(FairnessLimit.DEFAULT.limit());
    }

    @Test
    void aPlantedErrorForOneGroupIsFoundThereAndBeyondTheLimit() {
        List<GroupFigures> groups = planted(6_000, 1.5, new Sampling(1, 100, 100, 20));
        GroupFairness fairness = GroupFairness.of(groups, FairnessLimit.DEFAULT).orElseThrow();
        assertThat(fairness.worst().group()).isEqualTo("young");
        assertThat(fairness.worst().gap()).isGreaterThan(0.12);
        assertThat(groups.get(1).figures().get(FairnessLimit.CALIBRATION_GAP).low())
                .as("not by chance")
                .isGreaterThan(FairnessLimit.DEFAULT.limit());
        // What ranks within a group does not show it: the order is as good as before.
        assertThat(value(groups, 1, "auc")).isCloseTo(value(groups, 0, "auc"), within(0.03));
    }

    @Test
    void whatIsWrongForEverybodyAlikeIsNotUnfair() {
        SplittableRandom random = new SplittableRandom(3);
        double[] p = new double[4_000];
        float[] y = new float[p.length];
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            double logit = random.nextDouble(-2, 2);
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
            p[i] = 1 / (1 + Math.exp(-(logit + 2)));
            groups.add(i % 3 == 0 ? "young" : "old");
        }
        List<GroupFigures> measured = BinaryFairness.measure("age", p, y, groups, new Sampling(1, 10, 100, 20));
        assertThat(GroupFairness.of(measured, FairnessLimit.DEFAULT)
                        .orElseThrow()
                        .worst()
                        .gap())
                .isLessThan(0.03);
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        assertThat(planted(900, 0.5, FEW)).isEqualTo(planted(900, 0.5, FEW));
        assertThat(planted(900, 0.5, FEW)).isNotEqualTo(planted(900, 0.5, new Sampling(8, 60, 4, 1)));
    }

    @Test
    void anIntervalCoversTheTruthAboutAsOftenAsItSays() {
        // 60 draws of 300 rows with a true rate of one half; 95 % intervals should cover it in about 57.
        int covered = 0;
        for (int draw = 0; draw < 60; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            float[] y = new float[600];
            double[] p = new double[600];
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < y.length; i++) {
                y[i] = random.nextInt(2);
                p[i] = 0.5;
                groups.add(i < 300 ? "a" : "b");
            }
            var rate = BinaryFairness.measure("g", p, y, groups, new Sampling(draw, 200, 100, 20))
                    .getFirst()
                    .figures()
                    .get("observed");
            covered += rate.low() <= 0.5 && rate.high() >= 0.5 ? 1 : 0;
        }
        assertThat(covered).isBetween(52, 60);
    }

    @Test
    void groupsThatAreTooSmallAreCountedTogether() {
        double[] p = new double[300];
        float[] y = new float[300];
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            p[i] = (i % 10) / 10.0;
            y[i] = i % 2;
            groups.add(i < 200 ? "large" : "small-" + i % 4);
        }
        List<GroupFigures> measured = BinaryFairness.measure("region", p, y, groups, new Sampling(1, 10, 90, 20));
        assertThat(measured).extracting(GroupFigures::group).containsExactly("large", "other");
        assertThat(measured.getLast().rows()).isEqualTo(100);
        assertThat(BinaryFairness.measure("region", p, y, groups, new Sampling(1, 10, 150, 20)))
                .as("one group alone cannot be compared")
                .isEmpty();
    }

    @Test
    void asManyGroupsAsRowsAreNeeded() {
        assertThatThrownBy(() -> BinaryFairness.measure("g", new double[2], new float[2], List.of("a"), FEW))
                .hasMessageContaining("as many predictions (2)");
    }
}
