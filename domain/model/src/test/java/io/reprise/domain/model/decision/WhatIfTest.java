package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.assertj.core.data.Offset;
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

    /**
     * The hours' bands reach 2 and 5 units to each side; a fiftieth of what they vary by they have in common. Half of the
     * shoppers see it.
     */
    @Test
    void the_band_is_that_of_the_whole_sale() {
        double reach = Math.sqrt(0.98 * (2 * 4 + 2 * 25) + 0.02 * 14 * 14);
        WhatIf all = WhatIf.of(List.of(item(1_000, 100), item(0, 100)), DEMAND, 2, 5_000);
        assertThat(all.low()).isCloseTo((60 - reach) / 2, Offset.offset(1e-9));
        assertThat(all.high()).isCloseTo((60 + reach) / 2, Offset.offset(1e-9));
    }

    @Test
    void where_nothing_is_wanted_nothing_is_sold() {
        WhatIf none = WhatIf.of(List.of(item(1_000, 100)), new Tensor(2, 3, new float[6]), 2, 5_000);
        assertThat(none).isEqualTo(new WhatIf(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void an_item_of_which_just_as_many_are_wanted_as_there_are_is_not_said_to_run_out() {
        assertThat(WhatIf.of(List.of(item(0, 10), item(0, 19)), DEMAND, 2, 5_000)
                        .soldOut())
                .isEqualTo(1);
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
