package io.reprise.domain.model.port;

import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import java.util.Map;

/** Shoppers' claims on their way to an item's stock. */
public interface Claims {

    /** One command holds no more: the event it leads to has a limit. */
    int CLAIMS_MAX = 5_000;

    /**
     * Answers claims, once what was answered is durable.
     *
     * @return which of them were granted
     */
    Map<String, Boolean> claim(ClaimStock command);
}
