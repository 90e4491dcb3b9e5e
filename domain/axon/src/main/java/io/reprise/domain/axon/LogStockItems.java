package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.Sku;

/** Stock folded from the {@link EventLog}, from a snapshot on where there is one. */
public final class LogStockItems implements StockItems {

    private final StreamFold<StockItem> states;

    public LogStockItems(EventLog log, StateSnapshots snapshots) {
        this.states = new StreamFold<>(
                log,
                snapshots,
                StateForm.STOCK_ITEM,
                StockItem.UNKNOWN,
                (state, event) -> StockItem.evolve(state, (StockEvent) event));
    }

    @Override
    public StockItem load(Sku sku) {
        return states.load(Streams.of(sku));
    }
}
