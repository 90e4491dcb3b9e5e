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
