package io.reprise.workflows;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Repricing;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Extent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentInputs.Stretch;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a sale has shown of how demand answers to prices: for each item and arm the whole hours in which one discount
 * held, and what the forecast expected of them.
 *
 * <p>Hours in which a push wave worked are told apart, where others are left: in them shoppers who saw the sale bought more
 * for another reason than its prices, and those held out did not. Hours in which no order came although shoppers filled
 * carts are left out.
 */
final class ShownSoFar {

    /** How long a push wave is felt. */
    private static final Duration PUSH_IS_FELT = Duration.ofMinutes(90);

    private final Live live;
    private final Plan plan;
    private final Plan offered;
    private final SaleSignals seen;
    private final StockItems stock;
    private final DemandCurve curve;
    private final List<TimeWindow> hours;
    private final Set<TimeWindow> pushed;
    private final Instant now;
    private final Map<TimeWindow, Extent> extents = new HashMap<>();
    private final Extent extent;

    /** @param silences when no order came although shoppers filled carts */
    ShownSoFar(
            Live live, SaleSignals seen, StockItems stock, DemandCurve curve, List<TimeWindow> silences, Instant now) {
        this.live = live;
        this.plan = live.proposal().plan();
        this.offered = live.proposal().offered();
        this.seen = seen;
        this.stock = stock;
        this.curve = curve;
        this.now = now;
        List<TimeWindow> all = hours(live, silences, now);
        List<TimeWindow> calm = all.stream().filter(hour -> !isPushed(hour)).toList();
        // What was before the sale changed its pace says nothing of what comes; unless there is nothing else yet.
        boolean since = calm.stream().anyMatch(this::isAtThisPace);
        this.hours = since ? all.stream().filter(this::isAtThisPace).toList() : all;
        // Where there is no other hour, one in which a push wave worked has to do.
        this.pushed =
                calm.isEmpty() ? Set.of() : all.stream().filter(this::isPushed).collect(Collectors.toSet());
        this.extent = live.extent();
        hours.forEach(hour -> extents.put(hour, live.extentAt(hour.from())));
    }

    Shown shown() {
        List<ItemShown> items = new ArrayList<>();
        for (int i = 0; i < plan.items().size(); i++) {
            items.add(item(i));
        }
        return new Shown(items, plan.steered().explorationBps(), stockBudgetLeft());
    }

    /** What was asked for counts, also where somebody else was faster. */
    private Optional<Long> stockBudgetLeft() {
        long budget = plan.steered().stockBudgetCents();
        if (budget == 0) {
            return Optional.empty();
        }
        long spent = live.proposal().inventory().items().stream()
                .mapToLong(item -> item.allocatedUnits() * plan.item(item.sku()).unitCostCents())
                .sum();
        long moved = live.adjustments().stream()
                .filter(adjustment -> adjustment.stage() == Stage.APPLIED || adjustment.stage() == Stage.REVERTED)
                .flatMap(adjustment -> adjustment.outcome().moves().stream())
                .mapToLong(move -> move.total() * plan.item(move.sku()).unitCostCents())
                .sum();
        return Optional.of(Math.max(0, budget - spent - moved));
    }

    private static List<TimeWindow> hours(Live live, List<TimeWindow> silences, Instant now) {
        List<TimeWindow> all = new ArrayList<>();
        Instant from = live.window().from();
        for (Instant at = from; !at.plus(Duration.ofHours(1)).isAfter(now); at = at.plus(Duration.ofHours(1))) {
            TimeWindow hour = new TimeWindow(at, at.plus(Duration.ofHours(1)));
            if (silences.stream().noneMatch(hour::overlaps)) {
                all.add(hour);
            }
        }
        return all;
    }

    private boolean isPushed(TimeWindow hour) {
        return live.pushWaves().stream()
                .anyMatch(wave -> wave.plus(PUSH_IS_FELT).isAfter(hour.from()) && wave.isBefore(hour.to()));
    }

    private boolean isAtThisPace(TimeWindow hour) {
        return !hour.from().isBefore(live.paceSince());
    }

    private ItemShown item(int i) {
        PlannedItem item = plan.items().get(i);
        StockItem held = stock.load(item.sku());
        int planned = offered.items().get(i).discountBps();
        boolean soldOut = held.shares().containsKey(live.id())
                && held.shares().get(live.id()).leftUnits() == 0;
        List<TimeWindow> open = soldOut ? beforeLastSale(item.sku()) : hours;
        SortedMap<Integer, double[]> calm = new TreeMap<>();
        SortedMap<Integer, double[]> stirred = new TreeMap<>();
        double[] heldOut = new double[2];
        for (TimeWindow hour : open) {
            int discount = discountIn(hour, item.sku(), planned);
            if (discount >= 0 && isOneExtent(hour, item.sku())) {
                double sees = (double) extents.get(hour).audienceBps() / Price.WHOLE_BPS;
                double[] sums = (pushed.contains(hour) ? stirred : calm).computeIfAbsent(discount, d -> new double[2]);
                // Those who are not held out and do not see it either buy at the regular price.
                sums[0] += share(Arm.TREATED)
                        * (sees * expected(i, item.discountBps(), discount, hour)
                                + (sees < 1 ? (1 - sees) * expected(i, item.discountBps(), 0, hour) : 0));
                sums[1] += seen.sold(item.sku(), hour);
                heldOut[0] += share(Arm.HOLD_OUT) * expected(i, item.discountBps(), 0, hour);
                heldOut[1] += seen.sold(Arm.HOLD_OUT, item.sku(), hour);
            }
        }
        List<Stretch> stretches = new ArrayList<>();
        calm.forEach((discount, sums) -> stretches.add(new Stretch(false, discount, sums[0], (int) sums[1])));
        stirred.forEach((discount, sums) ->
                stretches.add(new Stretch(false, discount, sums[0], (int) sums[1], Optional.of(true))));
        if (heldOut[0] > 0) {
            stretches.add(new Stretch(true, 0, heldOut[0], (int) heldOut[1]));
        }
        List<Integer> steps = steps(item.sku());
        return new ItemShown(
                planned,
                stretches,
                steps.isEmpty() ? 0 : steps.getLast(),
                reversals(steps),
                later(i, item),
                held.free());
    }

    /** Whether the item was offered, and to the same shoppers, all through an hour. */
    private boolean isOneExtent(TimeWindow hour, Sku sku) {
        Extent before = extents.get(hour);
        return before.offers(sku)
                && live.shifts().stream()
                        .filter(shift ->
                                shift.at().isAfter(hour.from()) && shift.at().isBefore(hour.to()))
                        .allMatch(shift -> shift.change().audience().isEmpty()
                                && !shift.change().takenOut().contains(sku));
    }

    /** What will be wanted at the regular price: by those who do not see it until the sale ends, by all after it. */
    private double later(int i, PlannedItem item) {
        Instant from = live.proposal().demand().from();
        Instant end = extent.window().to();
        double outside = extent.offers(item.sku()) ? 1 - (double) Taking.seeingBps(live) / Price.WHOLE_BPS : 1;
        double units = 0;
        for (int hour = 0; hour < live.proposal().demand().hours(); hour++) {
            Instant at = from.plus(Duration.ofHours(hour));
            if (!at.isBefore(now)) {
                units += (at.isBefore(end) ? outside : 1) * curve.units(i, item.discountBps(), 0, hour);
            }
        }
        return units;
    }

    /** Once it is sold out, hours without a sale say nothing of demand. */
    private List<TimeWindow> beforeLastSale(Sku sku) {
        int last = hours.size() - 1;
        while (last >= 0 && seen.sold(sku, hours.get(last)) == 0) {
            last--;
        }
        return hours.subList(0, Math.max(0, last));
    }

    private double share(Arm arm) {
        int bps = arm == Arm.HOLD_OUT ? plan.holdOutBps() : Price.WHOLE_BPS - plan.holdOutBps();
        return (double) bps / Price.WHOLE_BPS;
    }

    private double expected(int i, int askedBps, int discountBps, TimeWindow hour) {
        int at = (int)
                Duration.between(live.proposal().demand().from(), hour.from()).toHours();
        return curve.units(i, askedBps, discountBps, at);
    }

    /** The discount that held all through an hour, or -1 where it changed within. */
    private int discountIn(TimeWindow hour, Sku sku, int planned) {
        int discount = planned;
        for (Repricing repricing : live.repricings()) {
            for (PriceChange change : repricing.changes()) {
                if (change.sku().equals(sku) && repricing.at().isBefore(hour.to())) {
                    if (repricing.at().isAfter(hour.from())) {
                        return -1;
                    }
                    discount = change.toBps();
                }
            }
        }
        return discount;
    }

    private List<Integer> steps(Sku sku) {
        return live.repricings().stream()
                .flatMap(repricing -> repricing.changes().stream())
                .filter(change -> change.sku().equals(sku))
                .map(change -> change.toBps() - change.fromBps())
                .toList();
    }

    private static int reversals(List<Integer> steps) {
        int reversals = 0;
        for (int n = 1; n < steps.size(); n++) {
            reversals += Integer.signum(steps.get(n)) * Integer.signum(steps.get(n - 1)) < 0 ? 1 : 0;
        }
        return reversals;
    }
}
