package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    /** Two items, two hours: 10 and 20 units an hour at the median. */
    private static final Tensor DEMAND = new Tensor(4, 3, new float[] {8, 10, 12, 8, 10, 12, 15, 20, 25, 15, 20, 25});

    private static WhatIf.Item item(int discountBps, int stockUnits) {
        return new WhatIf.Item(1_000, 600, discountBps, stockUnits);
    }

    @Test
    void with_stock_for_all_it_sells_what_the_shoppers_who_see_it_want() {
        WhatIf all = WhatIf.of(List.of(item(1_000, 100), item(0, 100)), DEMAND, 2, 5_000);
        assertThat(all.mid()).isEqualTo(30);
        assertThat(all.low()).isLessThan(all.mid());
        assertThat(all.high()).isGreaterThan(all.mid());
        assertThat(all.revenueCents()).isEqualTo(10 * 900 + 20 * 1_000);
        assertThat(all.marginCents()).isEqualTo(10 * 300 + 20 * 400);
        assertThat(all.discountCents()).isEqualTo(10 * 100);
        assertThat(all.soldOut()).isZero();
    }

    @Test
    void it_sells_no_more_than_its_stock_and_the_band_ends_there_too() {
        WhatIf little = WhatIf.of(List.of(item(1_000, 3), item(0, 5)), DEMAND, 2, 10_000);
        assertThat(little.mid()).isEqualTo(8);
        assertThat(little.high()).isEqualTo(8);
        assertThat(little.soldOut()).isEqualTo(2);
    }

    @Test
    void an_answer_to_another_question_is_not_read() {
        assertThatThrownBy(() -> WhatIf.of(List.of(item(0, 3)), DEMAND, 2, 10_000))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("evidence");
    }
}
