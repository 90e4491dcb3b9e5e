package io.reprise.domain.model.stock;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;

/** Why a stock command was not carried out. */
public sealed interface StockRefusal extends Refusal {

    record UnknownSku(Sku sku) implements StockRefusal {
        @Override
        public String message() {
            return "There is no item '" + sku + "'. Receive stock for it first, or correct the SKU.";
        }

        @Override
        public String field() {
            return "sku";
        }
    }

    record BeyondCapacity(Sku sku, long max, long was) implements StockRefusal {
        @Override
        public String message() {
            return "At most " + max + " units of '" + sku + "' can be on hand, but this would make it " + was + ".";
        }

        @Override
        public String field() {
            return "units";
        }
    }

    record NotEnoughFree(Sku sku, WarehouseId warehouse, int asked, int free) implements StockRefusal {
        @Override
        public String message() {
            return "Warehouse '" + warehouse + "' has " + free + " free units of '" + sku + "', not " + asked
                    + ". Ask for less, or receive more.";
        }

        @Override
        public String field() {
            return "units";
        }
    }

    record NotAllocated(Sku sku, CampaignId campaign) implements StockRefusal {
        @Override
        public String message() {
            return "Campaign '" + campaign + "' has no stock of '" + sku
                    + "' set aside: it has not been launched, or is over.";
        }

        @Override
        public String field() {
            return "sku";
        }
    }
}
