package io.reprise.workflows;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.Extent.Shift;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.ClosingInputs.Ending;
import io.reprise.domain.model.decision.EvaluationInputs.DiscountSpend;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.decision.Experiment;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.feedback.SaleFeedback;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The facts about a running sale that evaluations need beside units and totals. */
final class WatchedSale {

    private final StockItems stock;

    WatchedSale(StockItems stock) {
        this.stock = stock;
    }

    /** @param from start of the window that is evaluated */
    Watch watch(Live live, SaleSignals seen, Instant from) {
        Duration length = Duration.ofMinutes(live.proposal().plan().monitorMinutes());
        int before = Math.min(live.windows().size(), Watch.WINDOWS_MAX);
        List<Integer> sold = new ArrayList<>();
        for (int back = before; back >= 1; back--) {
            Instant start = from.minus(length.multipliedBy(back));
            sold.add(sold(live, seen, new TimeWindow(start, start.plus(length))));
        }
        return new Watch(
                experiment(live, seen),
                live.proposal().inventory().allocatedUnits(),
                length.toSeconds(),
                sold,
                soldOut(live, seen),
                Optional.of(discount(live, seen, from, from.plus(length))),
                Optional.of(seen.silences(from.plus(length), soldOut(live, seen))));
    }

    private static DiscountSpend discount(Live live, SaleSignals seen, Instant from, Instant to) {
        Plan plan = live.proposal().plan();
        TimeWindow span = new TimeWindow(from, to);
        long inWindow = 0;
        for (PlannedItem item : plan.items()) {
            long each = item.regularPriceCents()
                    - Price.discounted(
                            item.regularPriceCents(), live.discountsBps().get(item.sku()));
            inWindow += each * seen.sold(item.sku(), span);
        }
        return new DiscountSpend(SaleDesk.discountGiven(plan, seen), inWindow, plan.discountBudgetCents());
    }

    private static int sold(Live live, SaleSignals seen, TimeWindow span) {
        return live.proposal().plan().items().stream()
                .mapToInt(item -> seen.sold(item.sku(), span))
                .sum();
    }

    Ending ending(Live live, List<CampaignEvent> history, SaleSignals seen) {
        Instant planned = live.proposal().schedule().window().to();
        boolean asPlanned =
                !LifecycleVariables.windowEnd(live, live.windows().size()).isBefore(planned)
                        && live.window().equals(live.proposal().schedule().window())
                        && history.stream().noneMatch(CampaignStopped.class::isInstance);
        return new Ending(asPlanned, experiment(live, seen), SaleFeedback.of(live, history, seen, soldOut(live, seen)));
    }

    private static Experiment experiment(Live live, SaleSignals seen) {
        List<PlannedItem> items = live.proposal().offered().items();
        Map<Sku, Long> costs = items.stream().collect(Collectors.toMap(PlannedItem::sku, PlannedItem::unitCostCents));
        return new Experiment(
                seen.moments(Arm.TREATED, costs),
                seen.moments(Arm.HOLD_OUT, costs),
                items.stream().map(PlannedItem::salePriceCents).toList(),
                items.stream().map(PlannedItem::unitCostCents).toList());
    }

    /** Items of which nothing is left, with when the last unit went; the sale's start for those that never had any. */
    SortedMap<Sku, Instant> soldOut(Live live, SaleSignals seen) {
        SortedMap<Sku, Instant> soldOut = new TreeMap<>();
        for (ItemStock item : live.proposal().inventory().items()) {
            if (stock.load(item.sku()).unsold(live.id()) <= 0) {
                soldOut.put(
                        item.sku(),
                        seen.lastSold(item.sku())
                                .orElse(live.proposal().schedule().window().from()));
            }
        }
        // What is not offered is not expected to sell either.
        for (Sku sku : live.extent().aside()) {
            soldOut.put(sku, asideSince(live, sku));
        }
        return soldOut;
    }

    private static Instant asideSince(Live live, Sku sku) {
        return live.shifts().stream()
                .filter(shift -> shift.change().takenOut().contains(sku))
                .map(Shift::at)
                .reduce((earlier, later) -> later)
                .orElse(live.window().from());
    }
}
