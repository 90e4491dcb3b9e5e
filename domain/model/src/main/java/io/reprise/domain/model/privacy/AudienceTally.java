package io.reprise.domain.model.privacy;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Exact counts of shoppers, each bounded as its {@link Aggregate} says; nothing of it may leave the engine without noise.
 * An accumulator over the signals of one campaign; not thread-safe.
 */
public final class AudienceTally {

    private record Order(Instant at, String signal, Sku sku) {
        static final Comparator<Order> IN_TIME = Comparator.comparing(Order::at).thenComparing(Order::signal);
    }

    private final Plan plan;
    private final Set<Pseudonym> participants = new HashSet<>();
    private final Map<Pseudonym, List<Order>> orders = new HashMap<>();

    /** @param plan whose items and zone the counts are over: what is counted must not depend on what shoppers did */
    public AudienceTally(Plan plan) {
        this.plan = plan;
    }

    public void on(AudienceEvent event) {
        if (event instanceof SignalsReceived received) {
            received.signals().forEach(this::on);
        }
    }

    private void on(Signal signal) {
        participants.add(signal.shopper());
        if (signal.action() == Signal.Action.ORDER) {
            orders.computeIfAbsent(signal.shopper(), shopper -> new ArrayList<>())
                    .add(new Order(signal.at(), signal.id(), signal.sku()));
        }
    }

    /** What each of the {@link #counts} is of; the same for everybody who has the plan. */
    public static List<String> labels(Aggregate aggregate, Plan plan) {
        return switch (aggregate) {
            case FUNNEL -> List.of("participants", "buyers");
            case BUYERS_BY_HOUR ->
                IntStream.range(0, 24)
                        .mapToObj(hour -> "%02d:00".formatted(hour))
                        .toList();
            case BUYERS_BY_ITEM ->
                plan.items().stream().map(item -> item.sku().value()).toList();
        };
    }

    public List<Long> counts(Aggregate aggregate) {
        return switch (aggregate) {
            case FUNNEL -> List.of((long) participants.size(), (long) orders.size());
            case BUYERS_BY_HOUR -> byHour();
            case BUYERS_BY_ITEM -> byItem();
        };
    }

    private List<Long> byHour() {
        long[] counts = new long[24];
        for (List<Order> of : orders.values()) {
            Instant first = of.stream().min(Order.IN_TIME).orElseThrow().at();
            counts[first.atZone(plan.zone()).getHour()]++;
        }
        return IntStream.range(0, counts.length).mapToObj(hour -> counts[hour]).toList();
    }

    private List<Long> byItem() {
        Map<Sku, Long> counts = new HashMap<>();
        for (List<Order> of : orders.values()) {
            of.stream()
                    .sorted(Order.IN_TIME)
                    .map(Order::sku)
                    .distinct()
                    .limit(Aggregate.ITEMS_OF_A_SHOPPER_MAX)
                    .forEach(sku -> counts.merge(sku, 1L, Long::sum));
        }
        return plan.items().stream()
                .map(item -> counts.getOrDefault(item.sku(), 0L))
                .toList();
    }
}
