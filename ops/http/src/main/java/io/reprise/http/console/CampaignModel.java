package io.reprise.http.console;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.board.BoardEntry;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.kpi.KpiSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.ui.Model;

/** What the pages of one campaign show, of now or of then. */
final class CampaignModel {

    private CampaignModel() {}

    /** An item of the sale as a page shows it. */
    public record ItemLine(PlannedItem item, int discountBps, long priceCents, int allocated, int left) {}

    /** @param leftUnits what the campaign has left of an item */
    static void add(Model model, CampaignPage page, BoardEntry entry, KpiSeries kpis, ToIntFunction<Sku> leftUnits) {
        model.addAttribute("page", page);
        model.addAttribute("plan", page.plan());
        model.addAttribute("zone", page.plan().zone().getId());
        model.addAttribute("currency", page.plan().currency());
        model.addAttribute("items", items(page, leftUnits));
        model.addAttribute("entry", entry);
        model.addAttribute("kpis", kpis);
        model.addAttribute("pending", page.pendingAdjustment());
        model.addAttribute(
                "applied",
                page.adjustments.stream().filter(a -> a.stage == Stage.APPLIED).count());
    }

    static List<ItemLine> items(CampaignPage page, ToIntFunction<Sku> leftUnits) {
        Map<Sku, Integer> allocated = new HashMap<>();
        page.inventory.stream()
                .flatMap(i -> i.items().stream())
                .forEach((ItemStock i) -> allocated.merge(i.sku(), i.allocatedUnits(), Integer::sum));
        return page.plan().items().stream()
                .map(item -> {
                    int discount = page.discountsBps.getOrDefault(item.sku(), item.discountBps());
                    return new ItemLine(
                            item,
                            discount,
                            Price.discounted(item.regularPriceCents(), discount),
                            allocated.getOrDefault(item.sku(), 0),
                            leftUnits.applyAsInt(item.sku()));
                })
                .toList();
    }
}
