package io.reprise.http.api;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import java.util.List;

/** That each item of a plan was received before, said with the place in the plan where one was not. */
final class KnownItems {

    private KnownItems() {}

    /** @throws CommandDesk.Refused naming the first item nobody has ever received */
    static void require(PlanCheck check, Plan plan) {
        try {
            check.requireKnownItems(plan);
        } catch (CommandDesk.Refused e) {
            if (e.reason() instanceof StockRefusal.UnknownSku unknown) {
                List<Sku> skus =
                        plan.items().stream().map(Plan.PlannedItem::sku).toList();
                throw new CommandDesk.Refused(new ApiRefusal.UnknownSku(skus.indexOf(unknown.sku()), unknown.sku()));
            }
            throw e;
        }
    }
}
