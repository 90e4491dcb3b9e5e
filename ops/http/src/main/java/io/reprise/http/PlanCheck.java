package io.reprise.http;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.Sku;

/** What a plan must have beyond its own form: items that exist. */
public final class PlanCheck {

    private final StockItems stock;

    public PlanCheck(StockItems stock) {
        this.stock = stock;
    }

    /** @throws CommandDesk.Refused naming the first item nobody has ever received */
    public void requireKnownItems(Plan plan) {
        for (Plan.PlannedItem item : plan.items()) {
            Sku sku = item.sku();
            if (stock.load(sku).equals(StockItem.UNKNOWN)) {
                throw new CommandDesk.Refused(new StockRefusal.UnknownSku(sku));
            }
        }
    }
}
