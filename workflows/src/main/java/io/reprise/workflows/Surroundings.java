package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Reach;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs.Promised;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ItemDemand;
import io.reprise.domain.model.decision.Logistics;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What bears on a plan besides itself: the campaigns beside it, and what a solver makes of all of them together. */
public final class Surroundings implements Others {

    /** Beyond these, campaigns that share least are left out: the facts of a decision stay small. */
    private static final int FIXED_NEIGHBOURS_MAX = 12;

    private static final int OPEN_NEIGHBOURS_MAX = 5;
    private static final int RIVALS_MAX = 1_000;
    private static final int PUSHES_MAX = 2_000;

    private final Campaigns campaigns;
    private final StockItems stock;
    private final EvidenceStore evidence;
    private final PlanSolver solver;
    private final PlanningLimits limits;

    public Surroundings(
            Campaigns campaigns, StockItems stock, EvidenceStore evidence, PlanSolver solver, PlanningLimits limits) {
        this.campaigns = campaigns;
        this.stock = stock;
        this.evidence = evidence;
        this.solver = solver;
        this.limits = limits;
    }

    /** Of a campaign that is by itself. */
    public static Surroundings alone(StockItems stock, EvidenceStore evidence, PlanSolver solver) {
        Campaigns none = new Campaigns() {
            @Override
            public Campaign load(CampaignId id) {
                return Campaign.NOT_DRAFTED;
            }

            @Override
            public List<CampaignEvent> history(CampaignId id) {
                return List.of();
            }

            @Override
            public List<CampaignId> all() {
                return List.of();
            }

            @Override
            public List<CampaignId> open() {
                return List.of();
            }
        };
        return new Surroundings(none, stock, evidence, solver, new PlanningLimits(0, 0));
    }

    private List<ExpectedSale> others(CampaignId than, Predicate<Reach> near) {
        return campaigns.open(near).stream()
                .filter(id -> !id.equals(than))
                .flatMap(id -> ExpectedSale.of(campaigns.load(id)).stream())
                .toList();
    }

    Portfolio portfolio(ExpectedSale sale) {
        TimeWindow within = sale.plan().within();
        TimeWindow days = new TimeWindow(
                within.from().minus(Duration.ofDays(1)), within.to().plus(Duration.ofDays(1)));
        List<ExpectedSale> others = others(sale.id(), reach -> reach.overlaps(days));
        List<ExpectedSale> fixed =
                others.stream().filter(o -> o.schedule().isPresent()).toList();
        List<Integer> running = new ArrayList<>();
        for (int hour = 0; hour < within.hours(); hour++) {
            Instant from = within.from().plus(Duration.ofHours(hour));
            TimeWindow span = new TimeWindow(from, from.plus(Duration.ofHours(1)));
            running.add(
                    (int) fixed.stream().filter(o -> o.within().overlaps(span)).count());
        }
        List<ExpectedSale> beside = limits.sharedShoppersBps() == 0
                ? List.of()
                : Stream.concat(
                                closest(sale, fixed, FIXED_NEIGHBOURS_MAX),
                                closest(
                                        sale,
                                        others.stream()
                                                .filter(o -> o.schedule().isEmpty())
                                                .toList(),
                                        OPEN_NEIGHBOURS_MAX))
                        .toList();
        Map<CampaignId, Tensor> quantiles = new LinkedHashMap<>();
        Map<CampaignId, Map<Sku, Double>> margins = new LinkedHashMap<>();
        Stream.concat(Stream.of(sale), beside.stream()).forEach(o -> {
            quantiles.put(o.id(), o.quantiles(evidence));
            margins.put(o.id(), o.marginCents(quantiles.get(o.id())));
        });
        return new Portfolio(
                sale.id(),
                limits.campaignsAtOnceMax(),
                limits.sharedShoppersBps(),
                sale.plan().steered().logistics().flatMap(Logistics::pushesPerDayMax),
                shared(sale.id(), margins),
                running,
                limits.sharedShoppersBps() == 0
                        ? List.of()
                        : fixed.stream()
                                .flatMap(o -> o.pushes().stream())
                                .filter(days::contains)
                                .sorted()
                                .limit(PUSHES_MAX)
                                .toList(),
                beside.stream()
                        .map(o -> new Neighbour(
                                o.id(),
                                o.within(),
                                o.schedule().isPresent()
                                        ? o.within().hours()
                                        : o.plan().lengthHours(),
                                o.schedule().isPresent(),
                                o.plan().steered().blackouts(),
                                shared(o.id(), margins),
                                o.worthCents(quantiles.get(o.id()))))
                        .toList());
    }

    /** Those that could run in the same hours, the ones with most items in common first. */
    private Stream<ExpectedSale> closest(ExpectedSale sale, List<ExpectedSale> others, int max) {
        Map<ExpectedSale, Long> common = new IdentityHashMap<>();
        others.stream()
                .filter(o -> o.within().overlaps(sale.plan().within()))
                .forEach(o -> common.put(o, common(sale, o)));
        return common.keySet().stream()
                .sorted(Comparator.comparingLong((ExpectedSale o) -> -common.get(o))
                        .thenComparing(ExpectedSale::id))
                .filter(o -> o.isReadable(evidence))
                .limit(max);
    }

    private static long common(ExpectedSale one, ExpectedSale other) {
        var skus = other.skus();
        return one.plan().items().stream().filter(i -> skus.contains(i.sku())).count();
    }

    /** Which share of a campaign's margin comes of items that another sells too, for each that has any. */
    private static SortedMap<CampaignId, Integer> shared(CampaignId of, Map<CampaignId, Map<Sku, Double>> margins) {
        Map<Sku, Double> own = margins.get(of);
        double all = own.values().stream().mapToDouble(Double::doubleValue).sum();
        SortedMap<CampaignId, Integer> shared = new TreeMap<>();
        margins.forEach((other, theirs) -> {
            double common = own.entrySet().stream()
                    .filter(e -> theirs.containsKey(e.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            if (!other.equals(of) && common > 0) {
                shared.put(other, (int) Math.round(Price.WHOLE_BPS * common / all));
            }
        });
        return shared;
    }

    Supply supply(ExpectedSale sale, Instant now) {
        SortedMap<Sku, SortedMap<WarehouseId, Integer>> promised = new TreeMap<>();
        List<Rival> rivals = new ArrayList<>();
        var skus = sale.skus();
        for (ExpectedSale other : others(sale.id(), reach -> reach.maySell(skus))) {
            if (!other.isStockSecured() && common(sale, other) > 0) {
                if (other.inventory().isPresent()) {
                    for (ItemStock item : other.inventory().get().items()) {
                        boolean isTaken = stock.load(item.sku()).served().contains(other.id());
                        if (skus.contains(item.sku()) && !isTaken) {
                            var units = promised.computeIfAbsent(item.sku(), sku -> new TreeMap<>());
                            item.allocated().forEach((warehouse, n) -> units.merge(warehouse, n, Integer::sum));
                        }
                    }
                } else if (other.isReadable(evidence)) {
                    rivals.addAll(rivals(other, skus::contains));
                }
            }
        }
        Duration until = Duration.between(now, sale.within().from());
        return new Supply(
                sale.plan().steered().logistics().orElse(Logistics.NONE),
                (int) Math.max(0, until.toHours()),
                promised.entrySet().stream()
                        .map(e -> new Promised(e.getKey(), e.getValue()))
                        .toList(),
                rivals.subList(0, Math.min(RIVALS_MAX, rivals.size())));
    }

    /** In the hours it runs, where they are decided; else as in any hours of that length. */
    private List<Rival> rivals(ExpectedSale other, Predicate<Sku> isShared) {
        Plan plan = other.plan();
        Tensor quantiles = other.quantiles(evidence);
        double correlation = Policies.defaults(Policies.INVENTORY).get("hourCorrelation");
        boolean isDecided = other.schedule().isPresent();
        int from = isDecided ? other.firstHour() : 0;
        int to = isDecided ? from + other.within().hours() : other.demand().hours();
        double share =
                isDecided ? 1 : (double) plan.lengthHours() / other.demand().hours();
        List<Rival> rivals = new ArrayList<>();
        for (int i = 0; i < plan.items().size(); i++) {
            PlannedItem item = plan.items().get(i);
            if (isShared.test(item.sku())) {
                ItemDemand wanted = ItemDemand.of(
                        quantiles,
                        i,
                        other.demand().hours(),
                        from,
                        to,
                        Price.WHOLE_BPS - plan.holdOutBps(),
                        correlation);
                rivals.add(new Rival(
                        other.id(),
                        item.sku(),
                        item.salePriceCents(),
                        item.unitCostCents(),
                        new ItemDemand(share * wanted.mean(), share * wanted.deviation())));
            }
        }
        return rivals;
    }

    @Override
    public boolean leaveRoom(Live live, TimeWindow hours) {
        List<ExpectedSale> beside = others(live.id(), reach -> reach.overlaps(hours)).stream()
                .filter(o -> o.schedule().isPresent() && o.within().overlaps(hours))
                .toList();
        ExpectedSale sale = ExpectedSale.of(live).orElseThrow();
        boolean isCrowded = limits.campaignsAtOnceMax() > 0
                && IntStream.range(0, hours.hours())
                        .mapToObj(hour -> hours.from().plus(Duration.ofHours(hour)))
                        .map(from -> new TimeWindow(from, from.plus(Duration.ofHours(1))))
                        .anyMatch(hour -> beside.stream()
                                        .filter(o -> o.within().overlaps(hour))
                                        .count()
                                >= limits.campaignsAtOnceMax());
        boolean isRivalled = limits.sharedShoppersBps() > 0 && beside.stream().anyMatch(o -> common(sale, o) > 0);
        return !isCrowded && !isRivalled;
    }

    @Override
    public Map<Sku, Double> shortOf(Live live, Instant now) {
        Map<Sku, Double> wanted = new HashMap<>();
        Set<Sku> own = ExpectedSale.of(live).orElseThrow().skus();
        for (CampaignId id : campaigns.open(reach -> reach.maySell(own))) {
            if (!id.equals(live.id()) && campaigns.load(id) instanceof Live other) {
                ExpectedSale.of(other)
                        .filter(sale -> sale.skus().stream().anyMatch(own::contains) && sale.isReadable(evidence))
                        .ifPresent(sale -> shortOf(other, sale, now)
                                .forEach((sku, units) -> wanted.merge(sku, units, Double::sum)));
            }
        }
        wanted.keySet().retainAll(own);
        return wanted;
    }

    /** What another sale is expected to sell until its end, less what it has. */
    private Map<Sku, Double> shortOf(Live other, ExpectedSale sale, Instant now) {
        Tensor quantiles = sale.quantiles(evidence);
        int from = (int) Math.max(0, Duration.between(sale.demand().from(), now).toHours());
        int to = (int) Math.min(
                sale.demand().hours(),
                Duration.between(sale.demand().from(), sale.within().to()).toHours());
        double seeing = (double) Taking.seeingBps(other) / Price.WHOLE_BPS;
        Map<Sku, Double> wanted = new HashMap<>();
        for (int i = 0; i < sale.plan().items().size(); i++) {
            Sku sku = sale.plan().items().get(i).sku();
            double units = 0;
            for (int hour = from; hour < to && other.extent().offers(sku); hour++) {
                units += seeing * quantiles.at(i * sale.demand().hours() + hour, 1);
            }
            double missing = units - stock.load(sku).unsold(other.id());
            if (missing > 0) {
                wanted.put(sku, missing);
            }
        }
        return wanted;
    }

    /** What a solver makes of it, or that none did and why; kept as evidence either way. */
    Exhibit solved(PlanSolver.Problem problem, String role, Tensor question) {
        ModelAnswer answer;
        try {
            answer = solver.solve(problem, question);
        } catch (ModelUnavailable e) {
            answer = PlanSolver.unsolved(
                    problem, question, Optional.ofNullable(e.getMessage()).orElse("unavailable"));
        }
        evidence.put(answer.input().toBytes());
        evidence.put(answer.output().toBytes());
        return new Exhibit(role, answer.call(), answer.output());
    }
}
