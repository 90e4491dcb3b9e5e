package io.reprise.projections.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.projections.stock.StockLevels.StockLine;
import io.reprise.projections.store.SaleHistory;
import org.junit.jupiter.api.Test;

class StockLevelsTest {

    @Test
    void what_was_received_is_free_allocated_or_sold_at_every_step() {
        StockLine line = null;
        StockItem item = StockItem.UNKNOWN;
        for (Object event : SaleHistory.everything()) {
            if (event instanceof StockEvent happened && happened.sku().equals(SaleHistory.LAMP)) {
                line = StockLevels.fold(line, happened);
                item = StockItem.evolve(item, happened);

                assertThat(line.free() + line.allocated() + line.sold()).isEqualTo(100);
                assertThat(line.free()).isEqualTo(item.freeUnits());
            }
        }

        assertThat(line).isEqualTo(new StockLine("LAMP.2", 97, 0, 3, 57, 1));
    }
}
