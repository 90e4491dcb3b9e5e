package io.reprise.domain.model.stock;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be asked of one item's stock. */
public sealed interface StockCommand {

    Sku sku();

    Instant at();

    /** Units arrived. Repeating a receipt id changes nothing. */
    record ReceiveStock(Sku sku, WarehouseId warehouse, int units, String receiptId, Instant at)
            implements StockCommand {
        public ReceiveStock {
            InvalidValue.unless(
                    units > 0 && units <= StockItem.UNITS_MAX,
                    "units",
                    "must be 1 to " + StockItem.UNITS_MAX + ", but was " + units);
            InvalidValue.unless(warehouse != null, "warehouse", "must be given");
            InvalidValue.unless(receiptId != null && !receiptId.isBlank(), "receiptId", "must not be empty");
        }
    }

    /** Sets units aside for a campaign, by warehouse. A campaign is served once. */
    record AllocateStock(Sku sku, CampaignId campaign, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockCommand {
        public AllocateStock {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
            units.forEach((warehouse, n) ->
                    InvalidValue.unless(n >= 0, "units." + warehouse, "must not be negative, but was " + n));
        }
    }

    /** Sets more units aside for a campaign that has its share. Repeating a move id changes nothing. */
    record TopUpStock(Sku sku, CampaignId campaign, String moveId, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockCommand {
        public TopUpStock {
            InvalidValue.unless(moveId != null && !moveId.isBlank(), "moveId", "must not be empty");
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
            units.forEach((warehouse, n) ->
                    InvalidValue.unless(n >= 0, "units." + warehouse, "must not be negative, but was " + n));
        }
    }

    /** Units a campaign has not sold become free again, by warehouse, as far as they are still there; its share stays. */
    record ReturnStock(Sku sku, CampaignId campaign, String moveId, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockCommand {
        public ReturnStock {
            InvalidValue.unless(moveId != null && !moveId.isBlank(), "moveId", "must not be empty");
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
            units.forEach((warehouse, n) ->
                    InvalidValue.unless(n >= 0, "units." + warehouse, "must not be negative, but was " + n));
        }
    }

    /** Shoppers buy. Each claim is granted whole or not at all; repeating a claim id gives the same answer. */
    record ClaimStock(Sku sku, CampaignId campaign, List<Claim> claims, Instant at) implements StockCommand {
        public ClaimStock {
            claims = List.copyOf(claims);
        }
    }

    /** One purchase. */
    record Claim(String claimId, int units) {
        public Claim {
            InvalidValue.unless(claimId != null && !claimId.isBlank(), "claimId", "must not be empty");
            InvalidValue.unless(units > 0, "units", "must be at least 1, but was " + units);
        }
    }

    /** Gives back what a campaign did not sell. Repeating it changes nothing. */
    record ReleaseStock(Sku sku, CampaignId campaign, Instant at) implements StockCommand {}
}
