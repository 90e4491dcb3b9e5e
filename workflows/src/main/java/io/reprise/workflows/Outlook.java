package io.reprise.workflows;

import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Extent;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a running sale may become, as far as its plan and other campaigns let it. */
final class Outlook {

    /** An end that is moved forward must leave time for a person to answer. */
    private static final Duration NOTICE = Duration.ofHours(2);

    private static final int AUDIENCE_STEP_BPS = 2_500;

    private final Live live;
    private final Plan plan;
    private final Leeway leeway;
    private final SaleSignals seen;
    private final StockItems stock;
    private final DemandCurve curve;
    private final Others others;
    private final Instant now;
    private final Extent extent;
    private final double seeing;
    private final int hoursLeft;
    private final int hoursAhead;

    Outlook(Live live, SaleSignals seen, StockItems stock, DemandCurve curve, Others others, Instant now) {
        this.live = live;
        this.plan = live.proposal().plan();
        this.leeway = plan.steered().leeway().orElse(Leeway.NONE);
        this.seen = seen;
        this.stock = stock;
        this.curve = curve;
        this.others = others;
        this.now = now;
        this.extent = live.extent();
        this.seeing = (double) Taking.seeingBps(live) / Price.WHOLE_BPS;
        this.hoursLeft = Forecasting.hoursLeft(live, now);
        this.hoursAhead = Forecasting.hoursAhead(live, now);
    }

    Ahead ahead() {
        List<Integer> audiences = audiences();
        Map<Sku, Double> elsewhere = others.shortOf(live, now);
        return new Ahead(
                hoursAhead,
                extent.window().to(),
                endMoves(),
                shifts(change -> change.end().isPresent()),
                Math.max(0, leeway.itemChangesMax() - live.itemChanges()),
                extent.audienceBps(),
                audiences,
                shifts(change -> change.audience().isPresent()),
                IntStream.range(0, plan.items().size())
                        .mapToObj(i -> item(i, elsewhere))
                        .toList(),
                seen.groups(
                        live.id(), plan.items().stream().map(PlannedItem::sku).toList(), audiences),
                leeway.groupGapBpsMax());
    }

    private int shifts(Predicate<ExtentChange> isSuch) {
        return (int) live.shifts().stream()
                .filter(shift -> isSuch.test(shift.change()))
                .count();
    }

    /** One hour, as many as may be, and half of that, in both directions. */
    private List<Integer> endMoves() {
        int moved = (int) Duration.between(
                        live.proposal().schedule().window().to(), live.window().to())
                .toHours();
        int later = leeway.endLaterHoursMax() - moved;
        int earlier = leeway.endEarlierHoursMax() + moved;
        return Stream.of(later, later / 2, 1, -1, -(earlier / 2), -earlier)
                .distinct()
                .filter(hours -> hours != 0 && hours <= later && -hours <= earlier)
                .filter(this::mayEnd)
                .sorted()
                .toList();
    }

    private boolean mayEnd(int hoursLater) {
        Instant end = live.window().to();
        Instant to = end.plus(Duration.ofHours(hoursLater));
        if (hoursLater < 0) {
            return !to.isBefore(now.plus(NOTICE));
        }
        TimeWindow extra = new TimeWindow(end, to);
        return plan.within().contains(extra)
                && plan.steered().blackouts().stream().noneMatch(extra::overlaps)
                && others.leaveRoom(live, extra);
    }

    /** Shares that may be chosen, with the one in force; none where there is no choice. */
    private List<Integer> audiences() {
        int inForce = extent.audienceBps();
        int min = leeway.audienceBpsMin();
        if (min == Price.WHOLE_BPS && inForce == Price.WHOLE_BPS) {
            return List.of();
        }
        TreeSet<Integer> shares = new TreeSet<>(List.of(min, inForce, Price.WHOLE_BPS));
        shares.add(Math.max(min, inForce - AUDIENCE_STEP_BPS));
        shares.add(Math.min(Price.WHOLE_BPS, inForce + AUDIENCE_STEP_BPS));
        return List.copyOf(shares);
    }

    private ItemAhead item(int i, Map<Sku, Double> elsewhere) {
        PlannedItem item = plan.items().get(i);
        List<Double> regular = new ArrayList<>();
        double outside = 0;
        for (int hour = 0; hour < hoursAhead; hour++) {
            double units = regularUnits(i, item, hour);
            regular.add(seeing * units);
            outside += hour < hoursLeft ? (1 - seeing) * units : 0;
        }
        SortedMap<WarehouseId, Integer> held = Optional.ofNullable(
                        stock.load(item.sku()).shares().get(live.id()))
                .map(Share::left)
                .orElse(new TreeMap<>());
        return new ItemAhead(
                !extent.offers(item.sku()),
                shifts(change ->
                        change.takenOut().contains(item.sku()) || change.putIn().contains(item.sku())),
                regular,
                outside + elsewhere.getOrDefault(item.sku(), 0.0),
                held);
    }

    private double regularUnits(int i, PlannedItem item, int hour) {
        Instant from = now.truncatedTo(ChronoUnit.HOURS);
        int at = (int) Duration.between(live.proposal().demand().from(), from).toHours() + hour;
        return at < curve.hours() ? curve.units(i, item.discountBps(), 0, at) : 0;
    }
}
