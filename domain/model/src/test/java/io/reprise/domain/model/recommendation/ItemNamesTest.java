package io.reprise.domain.model.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemNamesTest {

    private static final Sku ONE = new Sku("ONE");
    private static final Sku TWO = new Sku("TWO");
    private static final Sku THREE = new Sku("THREE");

    @Test
    void rareWordsSayMoreThanFrequentOnes() {
        ItemNames names =
                ItemNames.of(Map.of(ONE, "set of teacups", TWO, "Set of candles", THREE, "TEACUPS, set of 6"));

        assertThat(names.likeness(ONE, THREE)).isGreaterThan(names.likeness(ONE, TWO));
        assertThat(names.likeness(ONE, TWO)).isEqualTo(names.likeness(TWO, ONE)).isPositive();
        assertThat(names.likeness(ONE, ONE)).isCloseTo(1, within(1e-12));
    }

    @Test
    void chineseNamesAreComparedByPairsOfCharacters() {
        assertThat(ItemNames.words("红色 LED台灯")).containsExactly("红色", "led", "台灯");
        assertThat(ItemNames.words("灯 / 4-pack!")).containsExactly("灯", "4", "pack");
        ItemNames names = ItemNames.of(Map.of(ONE, "红色玻璃台灯", TWO, "蓝色玻璃台灯", THREE, "闹钟"));

        assertThat(names.likeness(ONE, TWO)).isGreaterThan(0.4);
        assertThat(names.likeness(ONE, THREE)).isZero();
    }

    @Test
    void namesWithoutAWordAndItemsOfOtherSalesAreLikeNothing() {
        ItemNames names = ItemNames.of(Map.of(ONE, "***", TWO, "***"));

        assertThat(names.likeness(ONE, TWO)).isZero();
        assertThat(names.likeness(ONE, THREE)).isZero();
    }
}
