package io.reprise.projections.stock;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One item's stock; all that was received is free, allocated or sold.
 *
 * @param free units promised to nobody
 * @param allocated units set aside for campaigns and not yet sold
 * @param sold units sold by all campaigns
 * @param released units campaigns gave back, which are free again
 * @param freeByWarehouse where the free units lie
 * @param shares what each campaign had, in the order they were served
 */
public record StockEntry(
        Sku sku,
        int free,
        int allocated,
        int sold,
        int released,
        SortedMap<WarehouseId, Integer> freeByWarehouse,
        List<CampaignShare> shares) {

    public StockEntry {
        freeByWarehouse = Collections.unmodifiableSortedMap(new TreeMap<>(freeByWarehouse));
        shares = List.copyOf(shares);
    }

    /**
     * A campaign's part.
     *
     * @param allocated units set aside at first: those left, sold and released
     */
    public record CampaignShare(CampaignId campaignId, int allocated, int left, int sold, int released) {}
}
