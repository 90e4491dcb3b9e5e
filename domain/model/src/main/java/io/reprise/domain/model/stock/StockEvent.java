package io.reprise.domain.model.stock;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened to one item's stock. */
public sealed interface StockEvent {

    Sku sku();

    Instant at();

    record StockReceived(Sku sku, WarehouseId warehouse, int units, String receiptId, Instant at)
            implements StockEvent {}

    record StockAllocated(Sku sku, CampaignId campaign, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockEvent {
        public StockAllocated {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }
    }

    /** More units became a campaign's: what was asked for, or what was still free of it. */
    record StockToppedUp(Sku sku, CampaignId campaign, String moveId, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockEvent {
        public StockToppedUp {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }
    }

    /** Units of a running campaign became free: of what was asked for, what it had not sold. */
    record StockReturned(Sku sku, CampaignId campaign, String moveId, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockEvent {
        public StockReturned {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }
    }

    record StockClaimed(Sku sku, CampaignId campaign, List<Answer> answers, Instant at) implements StockEvent {
        public StockClaimed {
            answers = List.copyOf(answers);
        }
    }

    /** A claim that was granted or, for want of stock, refused. */
    record Answer(String claimId, int units, boolean granted) {}

    record StockReleased(Sku sku, CampaignId campaign, SortedMap<WarehouseId, Integer> units, Instant at)
            implements StockEvent {
        public StockReleased {
            units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        }
    }
}
