package io.reprise.projections.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.stock.StockLevels.StockLine;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.SaleHistory;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void items_come_a_page_at_a_time_and_by_a_part_of_their_number() {
        try (TestMongo mongo = new TestMongo()) {
            StockLevels stock = new StockLevels(mongo.database(), EventJson.mapper());
            stock.views()
                    .generation(1)
                    .write(
                            Stream.of("LAMP.1", "LAMP.2", "lamp-3", "TEA")
                                    .map(sku -> new Kept<>(sku, 1, new StockLine(sku, 9, 0, 0, 0, 0), true))
                                    .toList(),
                            true);

            assertThat(skus(stock.page("", "", 2))).containsExactly("LAMP.1", "LAMP.2");
            assertThat(skus(stock.page("", "LAMP.2", 2))).containsExactly("TEA", "lamp-3");
            assertThat(skus(stock.page("amp", "LAMP.1", 9))).containsExactly("LAMP.2", "lamp-3");
            assertThat(skus(stock.page("p.", "", 9))).as("a dot is a dot").containsExactly("LAMP.1", "LAMP.2");
        }
    }

    private static List<String> skus(List<StockLine> lines) {
        return lines.stream().map(StockLine::sku).toList();
    }
}
