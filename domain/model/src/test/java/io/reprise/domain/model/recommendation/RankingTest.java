package io.reprise.domain.model.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final Ranking RANKING = Ranking.within(500);
    private static final ItemNames NO_NAMES = ItemNames.of(Map.of());

    private static Offered offered(String sku, long price, long cost, int left, double fit) {
        return new Offered(new Sku(sku), price, cost, left, 10, fit);
    }

    private static List<String> skus(List<Recommended> list) {
        return list.stream().map(item -> item.sku().value()).toList();
    }

    @Test
    void whatIsSoldOutIsNeverShownHoweverWellItFits() {
        List<Recommended> list = RANKING.best(
                List.of(offered("GONE", 2_000, 900, 0, 0.9), offered("THERE", 2_000, 900, 100, 0.1)), NO_NAMES, 10);

        assertThat(skus(list)).containsExactly("THERE");
    }

    @Test
    void nothingBelowTheMarginFloorIsShown() {
        List<Recommended> list = RANKING.best(
                List.of(offered("BELOW", 1_000, 951, 100, 0.9), offered("AT-FLOOR", 1_000, 950, 100, 0.1)),
                NO_NAMES,
                10);

        assertThat(skus(list)).containsExactly("AT-FLOOR");
    }

    @Test
    void whatEverySaleOfLosesIsNotShownEvenWhereTheFloorAllowsIt() {
        List<Recommended> list =
                Ranking.within(-9_000).best(List.of(offered("LOSS", 1_000, 1_800, 100, 0.9)), NO_NAMES, 10);

        assertThat(list).isEmpty();
    }

    @Test
    void aPoorFitThatIsWorthMoreStandsAboveAGoodOneThatIsWorthLittle() {
        List<Recommended> list = RANKING.best(
                List.of(offered("CHEAP", 200, 100, 100, 0.6), offered("DEAR", 9_000, 4_000, 100, 0.2)), NO_NAMES, 10);

        assertThat(skus(list)).containsExactly("DEAR", "CHEAP");
        Recommended dear = list.getFirst();
        assertThat(dear.worthCents()).isCloseTo(5_000 + 0.35 * 9_000, within(1e-9));
        assertThat(dear.scoreCents()).isCloseTo(0.2 * dear.worthCents(), within(1e-9));
        assertThat(dear.stock()).isEqualTo(1);
    }

    @Test
    void scarceStockGivesWayToAsGoodAnItemOfWhichThereIsPlenty() {
        List<Recommended> list = RANKING.best(
                List.of(offered("A-SCARCE", 2_000, 900, 2, 0.5), offered("B-PLENTY", 2_000, 900, 100, 0.5)),
                NO_NAMES,
                10);

        assertThat(skus(list)).containsExactly("B-PLENTY", "A-SCARCE");
        assertThat(list.getLast().stock()).isCloseTo(0.2, within(0.01));
    }

    @Test
    void nearDuplicatesDoNotFillTheList() {
        ItemNames names = ItemNames.of(Map.of(
                new Sku("RED"), "glass star decoration red",
                new Sku("BLUE"), "glass star decoration blue",
                new Sku("CLOCK"), "alarm clock"));
        List<Offered> offers = List.of(
                offered("RED", 2_000, 900, 100, 0.5),
                offered("BLUE", 2_000, 900, 100, 0.49),
                offered("CLOCK", 2_000, 900, 100, 0.45));

        List<Recommended> diverse = RANKING.best(offers, names, 3);
        List<Recommended> plain = new Ranking(0.35, 1, 500).best(offers, names, 3);

        assertThat(skus(diverse)).containsExactly("RED", "CLOCK", "BLUE");
        assertThat(diverse.getLast().likeness()).isBetween(0.4, 0.99);
        assertThat(skus(plain)).containsExactly("RED", "BLUE", "CLOCK");
    }

    @Test
    void theSameOffersInAnyOrderMakeTheSameListAndAShorterListBeginsIt() {
        Random random = new Random(5);
        List<Offered> offers = new ArrayList<>();
        Map<Sku, String> names = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            offers.add(offered("S" + i, 1_000 + random.nextInt(5) * 100, 500, random.nextInt(20), 0.01));
            names.put(new Sku("S" + i), "kind " + random.nextInt(20) + " colour " + random.nextInt(5));
        }
        List<Recommended> list = RANKING.best(offers, ItemNames.of(names), 50);
        Collections.shuffle(offers, random);

        assertThat(RANKING.best(offers, ItemNames.of(names), 50))
                .isEqualTo(list)
                .hasSize(50);
        assertThat(RANKING.best(offers, ItemNames.of(names), 7)).isEqualTo(list.subList(0, 7));
    }

    @Test
    void weightsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Ranking(-1, 0.5, 0)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Ranking(1, 1.5, 0)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void ofMoreThanTwoHundredTheBestAreLookedAtWhateverTheyAreCalled() {
        List<Offered> offers = new ArrayList<>();
        for (int n = 0; n < 250; n++) {
            offers.add(offered("ITEM-%03d".formatted(n), 2_000, 900, 100, 0.1 + n / 1_000.0));
        }
        List<Recommended> list = RANKING.best(offers, NO_NAMES, 1_000);
        assertThat(list).hasSize(200);
        assertThat(skus(list)).startsWith("ITEM-249", "ITEM-248").endsWith("ITEM-050");
    }

    @Test
    void ofEqualsThoseThatComeFirstInTheAlphabetStandFirst() {
        assertThat(skus(RANKING.best(
                        List.of(offered("B", 2_000, 900, 100, 0.5), offered("A", 2_000, 900, 100, 0.5)), NO_NAMES, 2)))
                .containsExactly("A", "B");
    }

    @Test
    void whatIsWorthNothingIsNotShown() {
        assertThat(new Ranking(0, 1, -10_000).best(List.of(offered("EVEN", 900, 900, 100, 0.9)), NO_NAMES, 2))
                .isEmpty();
    }

    @Test
    void weightsHaveLimits() {
        assertThat(new Ranking(0, 0, 0).salesWeight()).isZero();
        assertThat(new Ranking(0, 1, 0).relevanceWeight()).isEqualTo(1);
        assertThatThrownBy(() -> new Ranking(-0.1, 0, 0))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("salesWeight: must not be negative, but was -0.1");
        assertThatThrownBy(() -> new Ranking(0, 1.1, 0)).hasMessage("relevanceWeight: must be 0 to 1, but was 1.1");
        assertThatThrownBy(() -> new Ranking(0, -0.1, 0)).hasMessageStartingWith("relevanceWeight: ");
    }
}
