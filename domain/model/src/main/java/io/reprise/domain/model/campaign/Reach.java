package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hours a campaign may run or send something in, and the items it may sell: four bytes an item, so that it can be kept of
 * every open campaign, and those that one has to do with are found without looking at the others. It never misses one; it may
 * name one too many, because an item is known by a number that another can have.
 */
public final class Reach {

    private final Instant from;
    private final Instant to;
    private final int[] items;

    private Reach(Instant from, Instant to, int[] items) {
        this.from = from;
        this.to = to;
        this.items = items;
    }

    public static Reach of(Drafted campaign) {
        Plan plan = campaign.version().plan();
        // No sale leaves the hours of its plan; what a person lets be sent may.
        Instant[] instants = Stream.concat(
                        Stream.of(plan.within().from(), plan.within().to()), pushes(campaign).stream())
                .sorted()
                .toArray(Instant[]::new);
        int[] items = plan.items().stream()
                .mapToInt(item -> number(item.sku()))
                .sorted()
                .toArray();
        return new Reach(instants[0], instants[instants.length - 1], items);
    }

    private static List<Instant> pushes(Drafted campaign) {
        return switch (campaign) {
            case Live live -> live.pushWaves();
            case Proposed proposed -> proposed.proposal().schedule().pushWaves();
            default -> List.of();
        };
    }

    private static int number(Sku sku) {
        return sku.value().hashCode();
    }

    public boolean overlaps(TimeWindow hours) {
        return from.isBefore(hours.to()) && !to.isBefore(hours.from());
    }

    /** Whether it may sell any of these. */
    public boolean maySell(Collection<Sku> skus) {
        return skus.stream().anyMatch(sku -> Arrays.binarySearch(items, number(sku)) >= 0);
    }
}
