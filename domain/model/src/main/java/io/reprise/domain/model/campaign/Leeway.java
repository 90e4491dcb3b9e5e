package io.reprise.domain.model.campaign;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a running sale may be changed beyond prices, notifications and stock. A plan that says nothing of it allows
 * none of this.
 *
 * @param endLaterHoursMax how many hours later than approved it may end
 * @param endEarlierHoursMax how many hours earlier
 * @param reserve items of the plan that are not offered when the sale begins, and may be put in
 * @param itemChangesMax how many times an item may be taken out or put in, in all
 * @param audienceBps share of those not held out who see the sale when it begins, in basis points
 * @param audienceBpsMin the share may not become smaller than this
 * @param groupGapBpsMax by how much more an adjustment may change what one group of shoppers gets than what another does:
 *     the share of it that sees the sale, or the average discount on what it buys
 */
public record Leeway(
        int endLaterHoursMax,
        int endEarlierHoursMax,
        SortedSet<Sku> reserve,
        int itemChangesMax,
        int audienceBps,
        int audienceBpsMin,
        int groupGapBpsMax) {

    /** Groups may be treated differently by this much unless the plan says otherwise. */
    public static final int GROUP_GAP_BPS = 500;

    public static final Leeway NONE =
            new Leeway(0, 0, Collections.emptySortedSet(), 0, Price.WHOLE_BPS, Price.WHOLE_BPS, GROUP_GAP_BPS);

    /** A response is forecast for all of these hours, after every window that calls for it. */
    private static final int HOURS_MAX = 24;

    /** A smaller share of shoppers would tell nothing of the sale. */
    private static final int AUDIENCE_BPS_MIN = 1_000;

    public Leeway {
        requireWithin("endLaterHoursMax", endLaterHoursMax, 0, HOURS_MAX);
        requireWithin("endEarlierHoursMax", endEarlierHoursMax, 0, HOURS_MAX);
        reserve = reserve == null
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(reserve));
        requireWithin("itemChangesMax", itemChangesMax, 0, Plan.ITEMS_MAX);
        requireWithin("audienceBps", audienceBps, AUDIENCE_BPS_MIN, Price.WHOLE_BPS);
        requireWithin("audienceBpsMin", audienceBpsMin, AUDIENCE_BPS_MIN, audienceBps);
        requireWithin("groupGapBpsMax", groupGapBpsMax, 0, Price.WHOLE_BPS);
    }

    private static void requireWithin(String field, int value, int min, int max) {
        InvalidValue.unless(
                value >= min && value <= max,
                "steering.leeway." + field,
                () -> "must be " + min + " to " + max + ", but was " + value);
    }

    /** Everything in it, for the hash of the plan. */
    List<Object> parts() {
        List<Object> parts = new ArrayList<>(List.of(
                "leeway/1",
                endLaterHoursMax,
                endEarlierHoursMax,
                itemChangesMax,
                audienceBps,
                audienceBpsMin,
                groupGapBpsMax,
                reserve.size()));
        parts.addAll(reserve);
        return parts;
    }
}
