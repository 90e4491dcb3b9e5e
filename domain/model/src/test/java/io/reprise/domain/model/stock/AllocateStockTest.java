package io.reprise.domain.model.stock;

import static io.reprise.domain.model.Specification.stock;
import static io.reprise.domain.model.stock.Shelf.A;
import static io.reprise.domain.model.stock.Shelf.ALLOCATED;
import static io.reprise.domain.model.stock.Shelf.AT;
import static io.reprise.domain.model.stock.Shelf.B;
import static io.reprise.domain.model.stock.Shelf.LAMP;
import static io.reprise.domain.model.stock.Shelf.NORTH;
import static io.reprise.domain.model.stock.Shelf.RECEIVED;
import static io.reprise.domain.model.stock.Shelf.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockRefusal.NotEnoughFree;
import io.reprise.domain.model.stock.StockRefusal.UnknownSku;
import io.reprise.domain.model.vocabulary.InvalidValue;
import org.junit.jupiter.api.Test;

class AllocateStockTest {

    @Test
    void units_are_set_aside() {
        StockItem after = stock().given(RECEIVED)
                .when(new AllocateStock(LAMP, A, units(6, 4), AT))
                .then(new StockAllocated(LAMP, A, units(6, 4), AT));
        assertThat(after.free()).isEqualTo(units(4, 1));
        assertThat(after.shares().get(A).leftUnits()).isEqualTo(10);
    }

    @Test
    void a_campaign_is_served_once_even_after_it_gave_everything_back() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new AllocateStock(LAMP, A, units(1, 1), AT))
                .thenNothing();
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(new StockReleased(LAMP, A, units(6, 4), AT))
                .when(new AllocateStock(LAMP, A, units(1, 1), AT))
                .thenNothing();
    }

    @Test
    void two_campaigns_never_get_the_same_unit() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new AllocateStock(LAMP, B, units(5, 0), AT))
                .thenRefused(new NotEnoughFree(LAMP, NORTH, 5, 4));
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new AllocateStock(LAMP, B, units(4, 1), AT))
                .thenAccepted();
    }

    @Test
    void an_item_nobody_ever_received_is_unknown() {
        stock().when(new AllocateStock(LAMP, A, units(0, 0), AT)).thenRefused(new UnknownSku(LAMP));
    }

    @Test
    void nothing_at_all_may_be_set_aside() {
        stock().given(RECEIVED)
                .when(new AllocateStock(LAMP, A, units(0, 0), AT))
                .thenAccepted();
    }

    @Test
    void less_than_nothing_may_not() {
        assertThatThrownBy(() -> new AllocateStock(LAMP, A, units(-1, 0), AT)).isInstanceOf(InvalidValue.class);
    }
}
