package io.reprise.benchmarks.faults;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.campaign.Strategy;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A small sale, drawn by seed: two to four items, three to five hours within a day. */
record DrawnSale(CampaignId id, Plan plan) {

    static final Instant BEGIN = Instant.parse("2026-11-10T06:00:00Z");
    static final WarehouseId WAREHOUSE = new WarehouseId("LON");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    /** All sales of a history offer some of the same items, so that they compete for stock. */
    static DrawnSale draw(int number, SplittableRandom random) {
        List<PlannedItem> items = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> new PlannedItem(
                        new Sku("SKU-" + i),
                        "Item " + i,
                        1_000 + 250L * i,
                        400 + 100L * i,
                        500 * (1 + random.nextInt(4))))
                .toList();
        Instant from = BEGIN.plus(Duration.ofHours(6 + random.nextInt(4)));
        Strategy strategy = Strategy.values()[random.nextInt(Strategy.values().length)];
        Steering steering = new Steering(new TreeMap<>(strategy.policies()), 0, List.of(), 0);
        Plan plan = new Plan(
                "Sale " + number,
                "GBP",
                ZONE,
                new TimeWindow(from, from.plus(Duration.ofHours(12))),
                3 + random.nextInt(3),
                30 * (1 + random.nextInt(2)),
                random.nextInt(3),
                1,
                1_000,
                1_000 * (5 + random.nextInt(400)),
                new Guardrails(4_000, 500, 500, 2, 30),
                items,
                Optional.of(steering));
        return new DrawnSale(new CampaignId("sale-" + number), plan);
    }
}
