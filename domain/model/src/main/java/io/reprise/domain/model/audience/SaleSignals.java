package io.reprise.domain.model.audience;

import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.ArmMoments;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * All signals of one campaign, folded: what each arm did, what each item sold and when. A mutable accumulator over the
 * log; not thread-safe.
 */
public final class SaleSignals {

    private final SignalIds seen;
    private final Set<String> enrolments = new HashSet<>();
    private final Map<Arm, Tally> arms = new EnumMap<>(Map.of(Arm.TREATED, new Tally(), Arm.HOLD_OUT, new Tally()));
    private final Map<Arm, Map<Sku, NavigableMap<Instant, Integer>>> soldAt =
            new EnumMap<>(Map.of(Arm.TREATED, new HashMap<>(), Arm.HOLD_OUT, new HashMap<>()));
    private final Map<Sku, Long> revenueOf = new HashMap<>();
    private final Map<Pseudonym, Long> priorSpend = new HashMap<>();
    private final SaleActions actions = new SaleActions();
    private final OrderSilences silences = new OrderSilences();

    /** What was asked for last, which is what is folded next where it could be recorded. */
    private Asked asked = Asked.NOTHING;

    /** @param ids of the signals, in their order */
    private record Asked(List<Signal> signals, List<SignalIds.Kept> ids) {
        private static final Asked NOTHING = new Asked(List.of(), List.of());
    }

    private static final class Tally {
        private long enrolled;
        private long orders;
        private long units;
        private long participants;
        private final Map<Pseudonym, Long> spent = new HashMap<>();
        private final Map<Pseudonym, Map<Sku, Integer>> bought = new HashMap<>();
        private final Map<Pseudonym, Long> prior = new HashMap<>();
    }

    /** With the ids of its signals in memory. */
    public SaleSignals() {
        this(new HeapDigests());
    }

    /** @param ids empty; where the ids of its signals are remembered */
    public SaleSignals(DigestSet ids) {
        this.seen = new SignalIds(ids);
    }

    /** The signals that have not been seen, in order; what is to be recorded. */
    public List<Signal> unseen(List<Signal> signals) {
        HeapDigests fresh = new HeapDigests();
        List<Signal> unseen = new ArrayList<>(signals.size());
        List<SignalIds.Kept> ids = new ArrayList<>(signals.size());
        for (Signal signal : signals) {
            SignalIds.Kept id = seen.of(signal.id());
            if (!seen.contains(id) && fresh.add(id.first(), id.second())) {
                unseen.add(signal);
                ids.add(id);
            }
        }
        asked = new Asked(unseen, ids);
        return Collections.unmodifiableList(unseen);
    }

    public boolean hasEnrolled(String shoppers) {
        return enrolments.contains(shoppers);
    }

    /** Those of whom nothing is known yet, the first figure for each; what is to be recorded. */
    public List<PriorSpend> unseenPriorSpend(List<PriorSpend> shoppers) {
        Set<Pseudonym> fresh = new HashSet<>();
        return shoppers.stream()
                .filter(s -> !priorSpend.containsKey(s.shopper()) && fresh.add(s.shopper()))
                .toList();
    }

    public void on(AudienceEvent event) {
        switch (event) {
            case AudienceEnrolled e -> {
                if (enrolments.add(e.shoppers())) {
                    arms.get(Arm.TREATED).enrolled += e.treated();
                    arms.get(Arm.HOLD_OUT).enrolled += e.holdOut();
                }
            }
            case PriorSpendRecorded e ->
                e.shoppers().forEach(s -> {
                    if (priorSpend.putIfAbsent(s.shopper(), s.cents()) == null) {
                        arms.get(Arm.of(e.campaign(), s.shopper(), e.holdOutBps()))
                                .prior
                                .put(s.shopper(), s.cents());
                    }
                });
            case SignalsReceived e -> {
                Arm.InCampaign draws = Arm.in(e.campaign());
                int next = 0;
                for (Signal signal : e.signals()) {
                    boolean isAsked =
                            next < asked.signals().size() && asked.signals().get(next) == signal;
                    if (seen.add(isAsked ? asked.ids().get(next++) : seen.of(signal.id()))) {
                        on(signal, draws, e.holdOutBps());
                    }
                }
                asked = Asked.NOTHING;
            }
        }
    }

    private void on(Signal signal, Arm.InCampaign draws, int holdOutBps) {
        SaleShopper shopper = actions.on(signal);
        silences.on(signal);
        Arm arm = shopper.arm(draws, holdOutBps);
        Tally tally = arms.get(arm);
        tally.participants += shopper.comesInto(arm) ? 1 : 0;
        if (signal.action() == Signal.Action.ORDER) {
            long paid = signal.units() * signal.priceCents();
            tally.orders++;
            tally.units += signal.units();
            tally.spent.merge(signal.shopper(), paid, Long::sum);
            tally.bought
                    .computeIfAbsent(signal.shopper(), s -> new HashMap<>(2))
                    .merge(signal.sku(), signal.units(), Integer::sum);
            soldAt.get(arm)
                    .computeIfAbsent(signal.sku(), s -> new TreeMap<>())
                    .merge(signal.at(), signal.units(), Integer::sum);
            if (arm == Arm.TREATED) {
                revenueOf.merge(signal.sku(), paid, Long::sum);
            }
        }
    }

    /** What shoppers of both arms did with the items. */
    public SaleActions actions() {
        return actions;
    }

    /**
     * When no order came up to a time, of anybody and for anything, although shoppers went on to fill carts; in order. One
     * that goes on ends at that time.
     *
     * @param soldOut since when an item cannot be bought in the sale
     */
    public List<TimeWindow> silences(Instant now, Map<Sku, Instant> soldOut) {
        return silences.until(now, soldOut);
    }

    /** Units the treated arm bought of an item in a span of time. */
    public int sold(Sku sku, TimeWindow span) {
        return sold(Arm.TREATED, sku, span);
    }

    /** Units one arm bought of an item in a span of time. */
    public int sold(Arm arm, Sku sku, TimeWindow span) {
        return sum(soldOf(arm, sku).subMap(span.from(), true, span.to(), false));
    }

    private NavigableMap<Instant, Integer> soldOf(Arm arm, Sku sku) {
        return soldAt.get(arm).getOrDefault(sku, Collections.emptyNavigableMap());
    }

    private static int sum(Map<Instant, Integer> sold) {
        int units = 0;
        for (int n : sold.values()) {
            units += n;
        }
        return units;
    }

    /** What the treated arm paid for an item, in cents. */
    public long revenueCents(Sku sku) {
        return revenueOf.getOrDefault(sku, 0L);
    }

    /** Units the treated arm bought of an item. */
    public int sold(Sku sku) {
        return sum(soldOf(Arm.TREATED, sku));
    }

    /** When the treated arm last bought an item. */
    public Optional<Instant> lastSold(Sku sku) {
        NavigableMap<Instant, Integer> sold = soldOf(Arm.TREATED, sku);
        return sold.isEmpty() ? Optional.empty() : Optional.of(sold.lastKey());
    }

    /**
     * What is needed to compare the arms beside their totals.
     *
     * @param unitCostCents what one unit of each item costs; items that are not in it cost nothing
     */
    public ArmMoments moments(Arm arm, Map<Sku, Long> unitCostCents) {
        Tally tally = arms.get(arm);
        long margins = 0;
        BigInteger marginSquares = BigInteger.ZERO;
        BigInteger revenuePrior = BigInteger.ZERO;
        BigInteger marginPrior = BigInteger.ZERO;
        for (Map.Entry<Pseudonym, Long> spent : tally.spent.entrySet()) {
            long margin = spent.getValue();
            for (Map.Entry<Sku, Integer> item : tally.bought.get(spent.getKey()).entrySet()) {
                margin -= item.getValue() * unitCostCents.getOrDefault(item.getKey(), 0L);
            }
            BigInteger prior = BigInteger.valueOf(tally.prior.getOrDefault(spent.getKey(), 0L));
            margins += margin;
            marginSquares = marginSquares.add(BigInteger.valueOf(margin).pow(2));
            revenuePrior = revenuePrior.add(BigInteger.valueOf(spent.getValue()).multiply(prior));
            marginPrior = marginPrior.add(BigInteger.valueOf(margin).multiply(prior));
        }
        long priors = 0;
        BigInteger priorSquares = BigInteger.ZERO;
        for (long prior : tally.prior.values()) {
            priors += prior;
            priorSquares = priorSquares.add(BigInteger.valueOf(prior).pow(2));
        }
        return new ArmMoments(
                margins,
                marginSquares.doubleValue(),
                priors,
                priorSquares.doubleValue(),
                revenuePrior.doubleValue(),
                marginPrior.doubleValue());
    }

    /**
     * Those not held out of whom it was told what they spent before: new shoppers, who had spent nothing, and returning
     * ones. Empty where nothing was told.
     *
     * @param items whose units are counted, in this order
     * @param audiencesBps for each of which is counted who would see the sale
     */
    public List<Group> groups(CampaignId campaign, List<Sku> items, List<Integer> audiencesBps) {
        Tally treated = arms.get(Arm.TREATED);
        if (treated.prior.isEmpty()) {
            return List.of();
        }
        return List.of(
                group("new", campaign, items, audiencesBps, cents -> cents == 0),
                group("returning", campaign, items, audiencesBps, cents -> cents > 0));
    }

    private Group group(
            String name, CampaignId campaign, List<Sku> items, List<Integer> audiencesBps, LongPredicate spentBefore) {
        Tally treated = arms.get(Arm.TREATED);
        int shoppers = 0;
        int[] seeing = new int[audiencesBps.size()];
        Map<Sku, Integer> units = new HashMap<>();
        for (Map.Entry<Pseudonym, Long> prior : treated.prior.entrySet()) {
            if (spentBefore.test(prior.getValue())) {
                shoppers++;
                treated.bought
                        .getOrDefault(prior.getKey(), Map.of())
                        .forEach((sku, n) -> units.merge(sku, n, Integer::sum));
                for (int a = 0; a < seeing.length; a++) {
                    seeing[a] += Arm.isShown(campaign, prior.getKey(), audiencesBps.get(a)) ? 1 : 0;
                }
            }
        }
        return new Group(
                name,
                shoppers,
                Arrays.stream(seeing).boxed().toList(),
                items.stream().map(sku -> units.getOrDefault(sku, 0)).toList());
    }

    public ArmTotals totals(Arm arm) {
        Tally tally = arms.get(arm);
        long revenue = 0;
        // Exact, so that it does not depend on the order in which shoppers are stored.
        BigInteger squares = BigInteger.ZERO;
        for (long spent : tally.spent.values()) {
            revenue += spent;
            squares = squares.add(BigInteger.valueOf(spent).pow(2));
        }
        return new ArmTotals(
                Math.max(tally.enrolled, tally.participants),
                tally.participants,
                tally.spent.size(),
                tally.orders,
                tally.units,
                revenue,
                squares.doubleValue());
    }
}
