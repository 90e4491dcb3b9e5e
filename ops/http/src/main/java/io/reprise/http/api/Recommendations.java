package io.reprise.http.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.NextItems.NextQuestion;
import io.reprise.domain.model.port.NextItems.NextShares;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.recommendation.Offered;
import io.reprise.domain.model.recommendation.Ranking;
import io.reprise.domain.model.recommendation.Recommended;
import io.reprise.domain.model.recommendation.StockOutlook;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Lists for shoppers of running sales, kept for a moment. A kept list is given again only while the shopper did nothing
 * more, every price is what it was and everything on it is in stock; stock is looked at each time.
 */
@Component
class Recommendations {

    static final int COUNT_MAX = 50;

    /** Of some 10 KiB at most each. */
    private static final int KEPT_MAX = 10_000;

    /** What others did, how much is left and which model is champion may be this old. */
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private final StockItems stock;
    private final Signals signals;
    private final NextItems next;
    private final Cache<Key, Kept> kept = Caffeine.newBuilder()
            .maximumSize(KEPT_MAX)
            .expireAfterWrite(KEPT_FOR)
            .build();
    private final Cache<CampaignId, SaleItems> items =
            Caffeine.newBuilder().maximumSize(1_000).build();

    Recommendations(StockItems stock, Signals signals, NextItems next) {
        this.stock = stock;
        this.signals = signals;
        this.next = next;
    }

    private record Key(CampaignId campaign, Pseudonym shopper) {}

    /** @param model empty where nothing is on offer, so that no model was asked */
    private record Kept(
            long actions, SortedMap<Sku, Integer> discountsBps, List<Recommended> list, Optional<ModelCall> model) {}

    /** What does not change while a sale runs. */
    private record SaleItems(List<PlannedItem> planned, Map<Sku, PlannedItem> bySku, ItemNames names) {

        static SaleItems of(List<PlannedItem> planned) {
            return new SaleItems(
                    planned,
                    planned.stream().collect(Collectors.toMap(PlannedItem::sku, Function.identity())),
                    ItemNames.of(planned.stream().collect(Collectors.toMap(PlannedItem::sku, PlannedItem::name))));
        }
    }

    /** @param left units in stock as it was answered */
    record Line(PlannedItem item, int discountBps, int left, Recommended why) {
        long priceCents() {
            return Price.discounted(item.regularPriceCents(), discountBps);
        }
    }

    record Answer(List<Line> lines, Optional<ModelCall> model) {}

    private record Shopper(long actions, List<ItemAction> latest) {}

    Answer of(Live live, Pseudonym pseudonym, int count, Instant now) {
        Key key = new Key(live.id(), pseudonym);
        Shopper shopper = signals.read(
                live.id(),
                all -> new Shopper(all.actions().count(pseudonym), all.actions().of(pseudonym)));
        Kept before = kept.getIfPresent(key);
        if (before != null
                && before.actions() == shopper.actions()
                && before.discountsBps().equals(live.discountsBps())) {
            int asked = Math.min(count, before.list().size());
            List<Line> lines = inStock(live, before, before.list().subList(0, asked), asked);
            if (lines.size() == asked) {
                return new Answer(lines, before.model());
            }
        }
        Kept made = ranked(live, shopper, now);
        kept.put(key, made);
        // Looked at once more: others bought while it was made.
        return new Answer(inStock(live, made, made.list(), count), made.model());
    }

    /** The first so many of a list of which there are units left. */
    private List<Line> inStock(Live live, Kept from, List<Recommended> list, int count) {
        Map<Sku, PlannedItem> planned = saleItems(live).bySku();
        List<Line> lines = new ArrayList<>();
        for (Recommended why : list) {
            int left = share(live.id(), why.sku()).map(Share::leftUnits).orElse(0);
            if (left > 0 && lines.size() < count && live.extent().offers(why.sku())) {
                lines.add(new Line(planned.get(why.sku()), from.discountsBps().get(why.sku()), left, why));
            }
        }
        return lines;
    }

    private Kept ranked(Live live, Shopper shopper, Instant now) {
        SaleItems sale = saleItems(live);
        TimeWindow window = live.window();
        double elapsed = hours(window.from(), now);
        double rest = hours(now, window.to());
        Set<Sku> bought = shopper.latest().stream()
                .filter(action -> action.action() == Action.ORDER)
                .map(ItemAction::sku)
                .collect(Collectors.toSet());
        List<Offered> offered = new ArrayList<>();
        for (PlannedItem item : sale.planned()) {
            Optional<Share> share = share(live.id(), item.sku());
            boolean isOffered = live.extent().offers(item.sku());
            if (isOffered && share.isPresent() && share.get().leftUnits() > 0 && !bought.contains(item.sku())) {
                int left = share.get().leftUnits();
                int sold = share.get().sold();
                offered.add(new Offered(
                        item.sku(),
                        Price.discounted(
                                item.regularPriceCents(), live.discountsBps().get(item.sku())),
                        item.unitCostCents(),
                        left,
                        StockOutlook.expectedUnits(sold, left + sold, elapsed, rest),
                        0));
            }
        }
        if (offered.isEmpty()) {
            return new Kept(shopper.actions(), live.discountsBps(), List.of(), Optional.empty());
        }
        NextShares shares = next.next(new NextQuestion(
                live.id(), shopper.latest(), offered.stream().map(Offered::sku).toList(), sale.names(), now));
        Ranking ranking = Ranking.within(live.proposal().plan().guardrails().marginBpsMin());
        List<Recommended> best = ranking.best(fitting(offered, shares.shares()), sale.names(), COUNT_MAX);
        return new Kept(shopper.actions(), live.discountsBps(), best, Optional.of(shares.call()));
    }

    private static List<Offered> fitting(List<Offered> offered, List<Double> shares) {
        List<Offered> fitting = new ArrayList<>();
        for (int i = 0; i < offered.size(); i++) {
            fitting.add(offered.get(i).fitting(shares.get(i)));
        }
        return fitting;
    }

    private Optional<Share> share(CampaignId campaign, Sku sku) {
        return Optional.ofNullable(stock.load(sku).shares().get(campaign));
    }

    private SaleItems saleItems(Live live) {
        List<PlannedItem> planned = live.proposal().plan().items();
        SaleItems known = items.getIfPresent(live.id());
        if (known == null || !known.planned().equals(planned)) {
            known = SaleItems.of(planned);
            items.put(live.id(), known);
        }
        return known;
    }

    private static double hours(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 3_600_000.0);
    }
}
