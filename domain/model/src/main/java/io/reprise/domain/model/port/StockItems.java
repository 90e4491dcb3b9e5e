package io.reprise.domain.model.port;

import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.Sku;

/** Stock as the event log has it now, never behind it. */
public interface StockItems {

    /** {@link StockItem#UNKNOWN} where there is none. */
    StockItem load(Sku sku);
}
