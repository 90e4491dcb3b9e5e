package io.reprise.domain.model.feedback;

import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Feedback;
import io.reprise.domain.model.decision.Feedback.ItemSales;
import io.reprise.domain.model.decision.Feedback.Moved;
import io.reprise.domain.model.decision.Feedback.Response;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Joins what a campaign's decisions were with what came of them: a pure function over its events and its signals. */
public final class SaleFeedback {

    /** What an adjustment is compared with lies no further back. */
    private static final Duration BEFORE_MAX = Duration.ofHours(6);

    /** A push wave works this long. */
    private static final Duration PUSH_WORKS = Duration.ofHours(3);

    private final Live live;
    private final List<CampaignEvent> history;
    private final SaleSignals seen;
    private final TimeWindow sale;

    private SaleFeedback(Live live, List<CampaignEvent> history, SaleSignals seen) {
        this.live = live;
        this.history = history;
        this.seen = seen;
        this.sale = live.window();
    }

    /**
     * @param history everything that happened to the campaign, in order
     * @param soldOut since when an item has had nothing left, for those that have not
     */
    public static Feedback of(Live live, List<CampaignEvent> history, SaleSignals seen, Map<Sku, Instant> soldOut) {
        SaleFeedback join = new SaleFeedback(live, history, seen);
        return new Feedback(
                join.lastDecision(ScheduleOutcome.class),
                join.lastDecision(InventoryOutcome.class),
                join.items(soldOut),
                join.responses());
    }

    /** Of the plan version that was carried out, which is the last. */
    private DecisionId lastDecision(Class<?> outcome) {
        return decisions()
                .filter(d -> outcome.isInstance(d.outcome()))
                .map(DecisionRecord::id)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the history of '" + live.id() + "' has no " + outcome.getSimpleName()));
    }

    private Stream<DecisionRecord> decisions() {
        return history.stream().filter(DecisionTaken.class::isInstance).map(event -> ((DecisionTaken) event)
                .decision());
    }

    private List<ItemSales> items(Map<Sku, Instant> soldOut) {
        Map<Sku, ItemStock> stock = live.proposal().inventory().items().stream()
                .collect(Collectors.toMap(ItemStock::sku, item -> item, (a, b) -> a));
        return live.proposal().plan().items().stream()
                .map(item -> new ItemSales(
                        item.sku(),
                        stock.containsKey(item.sku()) ? stock.get(item.sku()).targetUnits() : 0,
                        stock.containsKey(item.sku()) ? stock.get(item.sku()).allocatedUnits() : 0,
                        Optional.ofNullable(soldOut.get(item.sku())),
                        IntStream.range(0, sale.hours())
                                .mapToObj(hour -> seen.sold(item.sku(), hour(hour)))
                                .toList()))
                .toList();
    }

    private TimeWindow hour(int hour) {
        Instant from = sale.from().plus(Duration.ofHours(hour));
        return new TimeWindow(from, from.plus(Duration.ofHours(1)));
    }

    /** When prices of some items changed, whoever changed them. */
    private record Change(Instant at, Set<Sku> items) {

        static Change of(Instant at, List<PriceChange> changes) {
            return new Change(at, changes.stream().map(PriceChange::sku).collect(Collectors.toSet()));
        }

        boolean touches(Set<Sku> others) {
            return items.stream().anyMatch(others::contains);
        }
    }

    private List<Response> responses() {
        Map<DecisionId, DecisionRecord> decided = decisions()
                .filter(d -> d.outcome() instanceof AdjustmentOutcome)
                .collect(Collectors.toMap(DecisionRecord::id, d -> d));
        List<Change> changes = new ArrayList<>();
        for (CampaignEvent event : history) {
            if (event instanceof AdjustmentApplied e) {
                changes.add(Change.of(e.at(), e.priceChanges()));
            } else if (event instanceof AdjustmentReverted e) {
                changes.add(Change.of(e.at(), e.priceChanges()));
            }
        }
        Map<Sku, Integer> discounts = new HashMap<>();
        plan().items().forEach(item -> discounts.put(item.sku(), item.discountBps()));
        List<Response> responses = new ArrayList<>();
        for (CampaignEvent event : history) {
            if (event instanceof AdjustmentApplied e) {
                DecisionRecord decision = decided.get(e.decisionId());
                responses.add(e.push() ? pushed(e, decision, discounts) : priced(e, decision, changes));
                e.priceChanges().forEach(change -> discounts.put(change.sku(), change.toBps()));
            } else if (event instanceof AdjustmentReverted e) {
                e.priceChanges().forEach(change -> discounts.put(change.sku(), change.toBps()));
            }
        }
        return responses;
    }

    private Response priced(AdjustmentApplied applied, DecisionRecord decision, List<Change> changes) {
        Set<Sku> items = Change.of(applied.at(), applied.priceChanges()).items();
        Instant from = latest(sale.from(), applied.at().minus(BEFORE_MAX));
        Instant to = sale.to();
        for (Change change : changes) {
            if (change.touches(items) && change.at().isBefore(applied.at())) {
                from = latest(from, change.at());
            } else if (change.touches(items) && change.at().isAfter(applied.at())) {
                to = change.at().isBefore(to) ? change.at() : to;
            }
        }
        Optional<TimeWindow> before = span(from, applied.at());
        Optional<TimeWindow> after = span(applied.at(), to);
        return response(
                applied,
                decision,
                before,
                after,
                applied.priceChanges().stream()
                        .map(change ->
                                moved(plan().item(change.sku()), change.fromBps(), change.toBps(), before, after))
                        .toList());
    }

    private Response pushed(AdjustmentApplied applied, DecisionRecord decision, Map<Sku, Integer> discounts) {
        Instant end = applied.at().plus(PUSH_WORKS);
        Optional<TimeWindow> before = span(latest(sale.from(), applied.at().minus(BEFORE_MAX)), applied.at());
        Optional<TimeWindow> after = span(applied.at(), end.isBefore(sale.to()) ? end : sale.to());
        return response(
                applied,
                decision,
                before,
                after,
                plan().items().stream()
                        .map(item -> moved(item, discounts.get(item.sku()), discounts.get(item.sku()), before, after))
                        .toList());
    }

    private static Response response(
            AdjustmentApplied applied,
            DecisionRecord decision,
            Optional<TimeWindow> before,
            Optional<TimeWindow> after,
            List<Moved> items) {
        return new Response(
                applied.decisionId(),
                applied.at(),
                applied.push(),
                ((AdjustmentOutcome) decision.outcome()).expectedGainCents(),
                decision.parameters().values().getOrDefault("salesWeight", 0.0),
                before,
                after,
                items);
    }

    private Moved moved(
            PlannedItem item, int fromBps, int toBps, Optional<TimeWindow> before, Optional<TimeWindow> after) {
        return new Moved(
                item.sku(),
                Price.discounted(item.regularPriceCents(), fromBps),
                Price.discounted(item.regularPriceCents(), toBps),
                before.map(span -> seen.sold(item.sku(), span)).orElse(0),
                after.map(span -> seen.sold(item.sku(), span)).orElse(0));
    }

    /** At the discounts that were chosen for it. */
    private Plan plan() {
        return live.proposal().offered();
    }

    private static Optional<TimeWindow> span(Instant from, Instant to) {
        return from.isBefore(to) ? Optional.of(new TimeWindow(from, to)) : Optional.empty();
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
