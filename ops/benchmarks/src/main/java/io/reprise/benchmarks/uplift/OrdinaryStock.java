package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.market.Market.Deed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sells what no campaign has. It takes free units in small shares as orders come, so what is free stays free for a campaign
 * until somebody buys it; each share goes by a name of its own because a campaign is served once.
 */
final class OrdinaryStock {

    private static final int SHARE_UNITS = 20;

    private final World world;
    private final Map<Sku, CampaignId> shares = new HashMap<>();
    private int taken;

    OrdinaryStock(World world) {
        this.world = world;
    }

    /** Those of the orders of one item that there was stock for. */
    List<Deed> take(Sku sku, List<Deed> orders) {
        int wanted = orders.stream().mapToInt(Deed::units).sum();
        CampaignId share = shares.get(sku);
        if (share == null || world.load(sku).shares().get(share).leftUnits() < wanted) {
            share = refill(sku, share, wanted);
        }
        if (share == null) {
            return List.of();
        }
        ClaimStock claim = new ClaimStock(
                sku,
                share,
                orders.stream().map(d -> new Claim(d.id(), d.units())).toList(),
                world.instant());
        world.carryOut(claim);
        Map<String, Boolean> answers = world.load(sku).answers(claim);
        return orders.stream().filter(d -> answers.get(d.id())).toList();
    }

    private CampaignId refill(Sku sku, CampaignId before, int wanted) {
        if (before != null) {
            if (world.load(sku).freeUnits() == 0) {
                return before;
            }
            world.carryOut(new ReleaseStock(sku, before, world.instant()));
        }
        StockItem item = world.load(sku);
        int rest = Math.min(item.freeUnits(), Math.max(wanted, SHARE_UNITS));
        if (rest == 0) {
            shares.remove(sku);
            return null;
        }
        TreeMap<WarehouseId, Integer> units = new TreeMap<>();
        for (var place : item.free().entrySet()) {
            int here = Math.min(rest, place.getValue());
            units.put(place.getKey(), here);
            rest -= here;
        }
        CampaignId share = new CampaignId("shop-" + taken++);
        world.carryOut(new AllocateStock(sku, share, units, world.instant()));
        shares.put(sku, share);
        return share;
    }
}
