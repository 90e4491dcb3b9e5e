package io.reprise.ml.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.ml.recommend.RankingData.Case;
import io.reprise.ml.recommend.RankingEvaluation.Interval;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.recommend.RankingEvaluation.Ranks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingEvaluationTest {

    private record Fixed(float... of) implements Recommender {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public List<float[]> scores(List<int[]> histories) {
            return histories.stream().map(history -> of).toList();
        }
    }

    private static Case asked(int target, int... history) {
        return new Case(history, target, target);
    }

    @Test
    void ranksAndMeasuresAreThoseCountedByHand() {
        // In order: items 2, 4, 1, 3.
        Recommender recommender = new Fixed(0.2f, 0.9f, 0.1f, 0.5f);
        Ranks ranks = RankingEvaluation.of(recommender, List.of(asked(4, 1), asked(2, 1), asked(3, 1)), false);
        assertThat(ranks.ranks()).containsExactly(2, 1, 4);
        assertThat(ranks.mean(Measure.HR, 2)).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(ranks.mean(Measure.MRR, 2)).isEqualTo((0.5 + 1) / 3, within(1e-12));
        assertThat(ranks.mean(Measure.NDCG, 2)).isEqualTo((Math.log(2) / Math.log(3) + 1) / 3, within(1e-12));
        assertThat(ranks.mean(Measure.MRR, 10)).isEqualTo((0.5 + 1 + 0.25) / 3, within(1e-12));
        assertThat(ranks.coverage()).isEqualTo(1);
    }

    @Test
    void whatIsInTheHistoryIsLeftOutWhereItCannotBeTheAnswer() {
        Recommender recommender = new Fixed(0.2f, 0.9f, 0.1f, 0.5f);
        assertThat(RankingEvaluation.of(recommender, List.of(asked(4, 2)), true).ranks())
                .containsExactly(1);
        assertThat(RankingEvaluation.of(recommender, List.of(asked(2, 2)), true).ranks())
                .containsExactly(1);
    }

    @Test
    void equalScoresAreOfNoAdvantage() {
        assertThat(RankingEvaluation.of(new Fixed(0, 0, 0, 0), List.of(asked(1, 2)), false)
                        .ranks())
                .containsExactly(4);
        assertThatThrownBy(() -> RankingEvaluation.rank(new float[] {Float.NaN}, 1))
                .hasMessageContaining("no number");
    }

    @Test
    void casesOfOneShopperAreDrawnTogether() {
        // Two shoppers with ten cases each, one always right, one always wrong: the mean is as sure as two draws.
        int[] ranks = new int[20];
        int[] groups = new int[20];
        for (int i = 0; i < 20; i++) {
            ranks[i] = i < 10 ? 1 : 99;
            groups[i] = i < 10 ? 0 : 1;
        }
        Interval interval = new Ranks("r", ranks, groups, 0).interval(Measure.HR, 10, 1);
        assertThat(interval).isEqualTo(new Interval(0.5, 0, 1));
    }

    @Test
    void moreShoppersMakeItSurer() {
        int[] ranks = new int[2_000];
        int[] groups = new int[2_000];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = i % 2 == 0 ? 1 : 99;
            groups[i] = i;
        }
        Interval interval = new Ranks("r", ranks, groups, 0).interval(Measure.HR, 10, 1);
        assertThat(interval.high() - interval.low()).isBetween(0.03, 0.06);
        assertThat(interval).isEqualTo(new Ranks("r", ranks, groups, 0).interval(Measure.HR, 10, 1));
    }

    @Test
    void theLastItemIsGuessedAndTheOneBeforeIsForValidation() {
        List<int[]> sequences = new ArrayList<>(List.of(new int[] {1, 2, 3, 4}, new int[] {5, 6}));
        RankingData data = RankingData.leaveOneOut("planted", sequences, true);
        assertThat(data.items()).isEqualTo(6);
        assertThat(data.train()).containsExactly(new int[] {1, 2}, new int[] {5, 6});
        assertThat(data.validation().getFirst().history()).containsExactly(1, 2);
        assertThat(data.validation().getFirst().target()).isEqualTo(3);
        assertThat(data.test().getFirst().history()).containsExactly(1, 2, 3);
        assertThat(data.test().getFirst().target()).isEqualTo(4);
    }

    @Test
    void everyClickAfterTheFirstIsGuessed() {
        assertThat(RankingData.clicks(List.of(new int[] {7, 8, 7}, new int[] {9})))
                .extracting(Case::target)
                .containsExactly(8, 7);
    }

    @Test
    void severalAreAskedTheSameListsAndRankedAsAlone() {
        List<int[]> train = List.of(new int[] {1, 2}, new int[] {2, 3}, new int[] {3, 1, 2});
        List<Case> cases = List.of(new Case(new int[] {1}, 2, 0), new Case(new int[] {3, 1}, 2, 1));
        List<List<int[]>> asked = new ArrayList<>();
        Recommender neighbours = new ItemNeighbours(3, train, 10, 0.5);
        Recommender listening = new Recommender() {
            @Override
            public String name() {
                return "listening";
            }

            @Override
            public List<float[]> scores(List<int[]> histories) {
                asked.add(histories);
                return neighbours.scores(histories);
            }
        };
        List<Ranks> together = RankingEvaluation.of(List.of(listening, listening), cases, false);
        assertThat(asked.get(0)).isSameAs(asked.get(1));
        assertThat(together.get(1).ranks())
                .isEqualTo(RankingEvaluation.of(neighbours, cases, false).ranks());
    }
}
