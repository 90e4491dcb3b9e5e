package io.reprise.domain.model.stock;

import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ten lamps in the north, five in the south, and a campaign that has six and four of them. */
final class Shelf {

    static final Sku LAMP = new Sku("LAMP");
    static final WarehouseId NORTH = new WarehouseId("north");
    static final WarehouseId SOUTH = new WarehouseId("south");
    static final CampaignId A = new CampaignId("a");
    static final CampaignId B = new CampaignId("b");
    static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");

    static final List<StockEvent> RECEIVED =
            List.of(new StockReceived(LAMP, NORTH, 10, "r1", AT), new StockReceived(LAMP, SOUTH, 5, "r2", AT));
    static final StockEvent ALLOCATED = new StockAllocated(LAMP, A, units(6, 4), AT);

    private Shelf() {}

    static SortedMap<WarehouseId, Integer> units(int north, int south) {
        return new TreeMap<>(Map.of(NORTH, north, SOUTH, south));
    }
}
