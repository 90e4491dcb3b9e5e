package io.reprise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverrideDeskTest {

    private static final Sku LAMP = new Sku("LAMP");
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");
    private static final InventoryOutcome DECIDED =
            new InventoryOutcome(List.of(new ItemStock(LAMP, 20, new TreeMap<>(Map.of(SOUTH, 10)), 10)));

    private final OverrideDesk desk =
            new OverrideDesk(sku -> received(received(StockItem.UNKNOWN, NORTH, 40), SOUTH, 15));

    private static StockItem received(StockItem item, WarehouseId warehouse, int units) {
        return StockItem.evolve(
                item,
                new StockReceived(LAMP, warehouse, units, "r-" + warehouse, Instant.parse("2026-11-01T00:00:00Z")));
    }

    @Test
    void a_sale_that_starts_later_is_as_long_and_its_push_waves_move_with_it() {
        ScheduleOutcome decided = new ScheduleOutcome(
                new TimeWindow(Instant.parse("2026-11-11T00:00:00Z"), Instant.parse("2026-11-12T00:00:00Z")),
                List.of(Instant.parse("2026-11-11T09:30:00Z")));
        ScheduleOutcome later = desk.starting(decided, Instant.parse("2026-11-11T03:00:00Z"));
        assertThat(later.window().to()).isEqualTo(Instant.parse("2026-11-12T03:00:00Z"));
        assertThat(later.pushWaves()).containsExactly(Instant.parse("2026-11-11T12:30:00Z"));
    }

    @Test
    void more_units_come_from_where_they_were_to_come_from_and_then_from_where_most_is_free() {
        assertThat(desk.getting(DECIDED, Map.of(LAMP, 30)).items().getFirst().allocated())
                .isEqualTo(Map.of(SOUTH, 15, NORTH, 15));
        assertThat(desk.getting(DECIDED, Map.of(LAMP, 4)).items().getFirst().allocated())
                .isEqualTo(Map.of(SOUTH, 4));
        assertThat(desk.getting(DECIDED, Map.of())).isEqualTo(DECIDED);
    }

    @Test
    void more_than_is_free_is_named() {
        assertThatThrownBy(() -> desk.getting(DECIDED, Map.of(LAMP, 56)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("LAMP")
                .hasMessageContaining("55");
    }
}
