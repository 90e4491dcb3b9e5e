package io.reprise.domain.model.stock;

import static io.reprise.domain.model.Specification.stock;
import static io.reprise.domain.model.stock.Shelf.A;
import static io.reprise.domain.model.stock.Shelf.ALLOCATED;
import static io.reprise.domain.model.stock.Shelf.AT;
import static io.reprise.domain.model.stock.Shelf.B;
import static io.reprise.domain.model.stock.Shelf.LAMP;
import static io.reprise.domain.model.stock.Shelf.RECEIVED;
import static io.reprise.domain.model.stock.Shelf.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockCommand.ReturnStock;
import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockRefusal.NotAllocated;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnStockTest {

    private static final StockEvent SOLD = new StockClaimed(LAMP, A, List.of(new Answer("c1", 5, true)), AT);

    @Test
    void what_is_not_sold_of_what_is_asked_for_becomes_free_and_the_share_stays() {
        // Of six in the north five are sold.
        StockItem after = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(SOLD)
                .when(new ReturnStock(LAMP, A, "move-1", units(6, 2), AT))
                .then(new StockReturned(LAMP, A, "move-1", units(1, 2), AT));
        assertThat(after.free()).isEqualTo(units(5, 3));
        assertThat(after.shares().get(A).left()).isEqualTo(units(0, 2));
        assertThat(after.shares().get(A).returned()).containsEntry("move-1", units(1, 2));
    }

    @Test
    void it_may_come_back_later() {
        StockItem after = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(new StockReturned(LAMP, A, "move-1", units(6, 4), AT))
                .when(new TopUpStock(LAMP, A, "move-1/back", units(6, 4), AT))
                .then(new StockEvent.StockToppedUp(LAMP, A, "move-1/back", units(6, 4), AT));
        assertThat(after.shares().get(A).left()).isEqualTo(units(6, 4));
        assertThat(after.free()).isEqualTo(units(4, 1));
    }

    @Test
    void who_has_no_share_has_nothing_to_give_back() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new ReturnStock(LAMP, B, "move-1", units(1, 0), AT))
                .thenRefused(NotAllocated.class);
    }

    @Test
    void it_says_which_move_it_is_and_takes_nothing_by_giving_back_less_than_nothing() {
        assertThatThrownBy(() -> new ReturnStock(LAMP, A, " ", units(1, 0), AT)).hasMessageContaining("moveId");
        assertThatThrownBy(() -> new ReturnStock(LAMP, A, null, units(1, 0), AT))
                .hasMessageContaining("moveId");
        assertThatThrownBy(() -> new ReturnStock(LAMP, A, "move-1", units(0, -1), AT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("units.south");
    }
}
