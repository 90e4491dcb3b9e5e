package io.reprise.domain.model.stock;

import static io.reprise.domain.model.Specification.stock;
import static io.reprise.domain.model.stock.Shelf.A;
import static io.reprise.domain.model.stock.Shelf.ALLOCATED;
import static io.reprise.domain.model.stock.Shelf.AT;
import static io.reprise.domain.model.stock.Shelf.B;
import static io.reprise.domain.model.stock.Shelf.LAMP;
import static io.reprise.domain.model.stock.Shelf.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.stock.StockRefusal.NotAllocated;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopUpStockTest {

    private static final StockItem BEFORE = before();

    private static StockItem before() {
        StockItem item = StockItem.UNKNOWN;
        for (StockEvent event : RECEIVED) {
            item = StockItem.evolve(item, event);
        }
        return StockItem.evolve(item, ALLOCATED);
    }

    private static SortedMap<WarehouseId, Integer> free(int more) {
        SortedMap<WarehouseId, Integer> units = new TreeMap<>(BEFORE.free());
        units.replaceAll((warehouse, free) -> free + more);
        return units;
    }

    @Test
    void what_is_still_free_of_what_is_asked_for_is_set_aside_and_no_more() {
        StockItem after = stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new TopUpStock(LAMP, A, "move-1", free(5), AT))
                .then(new StockToppedUp(LAMP, A, "move-1", free(0), AT));
        assertThat(BEFORE.freeUnits()).isPositive();
        assertThat(after.freeUnits()).isZero();
        assertThat(after.shares().get(A).leftUnits())
                .isEqualTo(BEFORE.shares().get(A).leftUnits() + BEFORE.freeUnits());
    }

    @Test
    void nothing_more_of_a_warehouse_may_be_asked_for() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new TopUpStock(LAMP, A, "move-1", Shelf.units(1, 0), AT))
                .thenAccepted();
    }

    @Test
    void who_has_no_share_gets_none() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new TopUpStock(LAMP, B, "move-1", free(0), AT))
                .thenRefused(NotAllocated.class);
    }

    @Test
    void it_says_which_move_it_is_and_asks_for_no_less_than_nothing() {
        assertThatThrownBy(() -> new TopUpStock(LAMP, A, " ", Shelf.units(1, 0), AT))
                .hasMessageContaining("moveId");
        assertThatThrownBy(() -> new TopUpStock(LAMP, A, "move-1", Shelf.units(-1, 0), AT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("units.north");
    }
}
