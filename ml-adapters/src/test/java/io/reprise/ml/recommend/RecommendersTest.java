package io.reprise.ml.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommendersTest {

    /** Items 1 and 2 go together, 3 and 4 do; 5 is what everybody takes. */
    private static final List<int[]> TRAIN = List.of(
            new int[] {1, 2, 5}, new int[] {1, 2}, new int[] {3, 4, 5}, new int[] {3, 4}, new int[] {5, 6}, new int[] {
                5, 1, 2
            });

    private static float[] scores(Recommender recommender, int... history) {
        return recommender.scores(List.of(history)).getFirst();
    }

    private static int best(Recommender recommender, int... history) {
        float[] scores = scores(recommender, history);
        for (int seen : history) {
            scores[seen - 1] = Float.NEGATIVE_INFINITY;
        }
        int best = 0;
        for (int i = 0; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best + 1;
    }

    @Test
    void popularityCounts() {
        assertThat(scores(new Popularity(6, TRAIN), 1)).containsExactly(3, 3, 2, 2, 4, 1);
    }

    @Test
    void itemsThatAreTakenTogetherAreNeighbours() {
        Recommender neighbours = new ItemNeighbours(6, TRAIN, 10, 0.5);
        assertThat(best(neighbours, 1)).isEqualTo(2);
        assertThat(best(neighbours, 4)).isEqualTo(3);
    }

    @Test
    void whatWasDoneLastCountsMore() {
        Recommender neighbours = new ItemNeighbours(6, TRAIN, 10, 0.5);
        assertThat(best(neighbours, 1, 3)).isEqualTo(4);
        assertThat(best(neighbours, 3, 1)).isEqualTo(2);
    }

    @Test
    void twoItemsThatTheSameShoppersTookHaveCosineOne() {
        Recommender neighbours = new ItemNeighbours(2, List.of(new int[] {1, 2}, new int[] {2, 1}), 10, 1);
        assertThat(scores(neighbours, 1)[1]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void sessionsThatShareAnItemLendTheirOthers() {
        Recommender neighbours = new SessionNeighbours(6, TRAIN, 10, 100, 0.5);
        assertThat(best(neighbours, 3)).isEqualTo(4);
        assertThat(best(neighbours, 6)).isEqualTo(5);
    }

    private static final double ALL_ALIKE = Double.POSITIVE_INFINITY;

    private static SequenceNeighbours stan(List<int[]> train, double history, double age, double place, double again) {
        return new SequenceNeighbours(6, train, new SequenceNeighbours.Settings(10, history, age, place, 1, again));
    }

    @Test
    void neighboursInSequenceLendTheirOthers() {
        Recommender neighbours = stan(TRAIN, 1, ALL_ALIKE, 2, 1);
        assertThat(best(neighbours, 3)).isEqualTo(4);
        assertThat(best(neighbours, 6)).isEqualTo(5);
    }

    @Test
    void lateItemsOfTheAskingSessionMakeSessionsNear() {
        assertThat(best(stan(TRAIN, 0.5, ALL_ALIKE, 2, 1), 1, 3)).isEqualTo(4);
        assertThat(best(stan(TRAIN, 0.5, ALL_ALIKE, 2, 1), 3, 1)).isEqualTo(2);
    }

    @Test
    void whatStandsNearToTheSharedItemIsLentMore() {
        float[] scores = scores(stan(List.of(new int[] {4, 2, 1, 3}, new int[] {5, 6}), 1, ALL_ALIKE, 1, 1), 1);
        assertThat(scores[1]).isEqualTo(scores[2]).isGreaterThan(scores[3]).isPositive();
        assertThat(scores[4]).isZero();
        float[] alike = scores(stan(List.of(new int[] {4, 2, 1, 3}, new int[] {5, 6}), 1, ALL_ALIKE, ALL_ALIKE, 1), 1);
        assertThat(alike[3]).isEqualTo(alike[1]);
    }

    @Test
    void recentSessionsLendMore() {
        List<int[]> train = List.of(new int[] {1, 2}, new int[] {5, 6}, new int[] {1, 3});
        float[] aging = scores(stan(train, 1, 0.3, 2, 1), 1);
        assertThat(aging[2]).isGreaterThan(2 * aging[1]);
        float[] alike = scores(stan(train, 1, ALL_ALIKE, 2, 1), 1);
        assertThat(alike[2]).isEqualTo(alike[1]);
    }

    @Test
    void whatTheSessionHasAlreadyIsLentByAFactorAndQuestionsLeaveNothingBehind() {
        SequenceNeighbours halved = stan(TRAIN, 1, ALL_ALIKE, 2, 0.5);
        float[] once = scores(halved, 1);
        assertThat((double) once[0]).isCloseTo(0.5 * scores(stan(TRAIN, 1, ALL_ALIKE, 2, 1), 1)[0], within(1e-6));
        List<float[]> among = halved.scores(List.of(new int[] {3, 5}, new int[] {1}, new int[] {1}));
        assertThat(among.get(1)).isEqualTo(once).isEqualTo(among.get(2));
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new SequenceNeighbours.Settings(10, 0, 1, 1, 1, 1))
                .hasMessageContaining("above 0");
    }

    @Test
    void anItemThatNobodyTookIsFoundByItsContent() {
        Recommender content = new Content(
                3, Map.of(1, List.of("red", "mug"), 2, List.of("blue", "chair"), 3, List.of("red", "cup")), 0.5);
        assertThat(best(content, 1)).isEqualTo(3);
        assertThat(scores(content, 2)[2]).isZero();
    }

    @Test
    void aBlendOfNothingFromOneIsTheOther() {
        Recommender popularity = new Popularity(6, TRAIN);
        Recommender neighbours = new ItemNeighbours(6, TRAIN, 10, 0.5);
        assertThat(best(new Blend("all popularity", popularity, neighbours, 0), 1))
                .isEqualTo(5);
        assertThat(best(new Blend("all neighbours", popularity, neighbours, 1), 1))
                .isEqualTo(2);
        assertThatThrownBy(() -> new Blend("too much", popularity, neighbours, 1.5))
                .hasMessageContaining("weight must be in [0, 1]");
    }
}
