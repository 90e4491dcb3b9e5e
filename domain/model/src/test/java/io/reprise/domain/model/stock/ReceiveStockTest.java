package io.reprise.domain.model.stock;

import static io.reprise.domain.model.Specification.stock;
import static io.reprise.domain.model.stock.Shelf.ALLOCATED;
import static io.reprise.domain.model.stock.Shelf.AT;
import static io.reprise.domain.model.stock.Shelf.LAMP;
import static io.reprise.domain.model.stock.Shelf.NORTH;
import static io.reprise.domain.model.stock.Shelf.RECEIVED;
import static io.reprise.domain.model.stock.Shelf.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockRefusal.BeyondCapacity;
import io.reprise.domain.model.vocabulary.InvalidValue;
import org.junit.jupiter.api.Test;

class ReceiveStockTest {

    @Test
    void units_arrive() {
        StockItem after = stock().when(new ReceiveStock(LAMP, NORTH, 10, "r1", AT))
                .then(new StockReceived(LAMP, NORTH, 10, "r1", AT));
        assertThat(after.freeUnits()).isEqualTo(10);
    }

    @Test
    void a_receipt_counts_once_wherever_it_is_repeated() {
        stock().given(RECEIVED)
                .when(new ReceiveStock(LAMP, SOUTH, 99, "r1", AT))
                .thenNothing();
    }

    @Test
    void more_than_can_be_counted_is_refused_also_while_a_campaign_holds_some() {
        int rest = StockItem.UNITS_MAX - 15;
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new ReceiveStock(LAMP, NORTH, rest, "r3", AT))
                .thenAccepted();
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new ReceiveStock(LAMP, NORTH, rest + 1, "r3", AT))
                .thenRefused(new BeyondCapacity(LAMP, StockItem.UNITS_MAX, StockItem.UNITS_MAX + 1L));
    }

    @Test
    void a_receipt_says_how_many_and_has_a_name() {
        assertThatThrownBy(() -> new ReceiveStock(LAMP, NORTH, 0, "r1", AT)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new ReceiveStock(LAMP, NORTH, 1, " ", AT)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new ReceiveStock(LAMP, null, 1, "r1", AT)).hasMessageContaining("warehouse");
        assertThatThrownBy(() -> new ReceiveStock(LAMP, NORTH, StockItem.UNITS_MAX + 1, "r1", AT))
                .hasMessageContaining("units");
        assertThat(new ReceiveStock(LAMP, NORTH, StockItem.UNITS_MAX, "r1", AT).units())
                .isEqualTo(StockItem.UNITS_MAX);
    }
}
