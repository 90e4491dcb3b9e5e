package io.reprise.benchmarks.nodes;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;

/** What all nodes sell: a few items in a few sales, so that they meet. */
final class SharedSale {

    static final int SALES = 4;
    static final int ITEMS = 4;
    static final int UNITS = 2_000;
    static final WarehouseId WAREHOUSE = new WarehouseId("north");
    static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");

    private SharedSale() {}

    static CampaignId sale(int number) {
        return new CampaignId("sale-" + number);
    }

    static Sku item(int number) {
        return new Sku("item-" + number);
    }
}
