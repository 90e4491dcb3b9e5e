package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a marketer wants and what lies in the warehouses, drawn by seed: the one place where the benchmark's plans are made.
 *
 * <p>A sale of 8 to 12 hours somewhere in two to three days, over 24 to 60 real items at one discount of 10 to 25 %, with
 * costs of 35 to 60 % of the regular price. Of each item there is 0.6 to 2 times what would be sold at the regular price in
 * the time that is played, in two warehouses, so that for some items there is not enough for both the sale and the shop; the sale may take
 * goods worth 25 to 45 % of all that is there. Discounts may cost what they would at two to four days' usual sales.
 *
 * @param played the plan's horizon with a day before and after it: purchases that a sale takes from the hours around it are
 *     missing there
 * @param stock by item and warehouse
 * @param heldOut shoppers who do not see the sale
 */
record DrawnCampaign(
        long seed,
        CampaignId id,
        Plan plan,
        TimeWindow played,
        Calibration calibration,
        List<Lot> stock,
        Set<String> heldOut) {

    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final int SHOPPERS = 4_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 2);
    private static final Duration AROUND = Duration.ofHours(24);

    /** Units of an item in a warehouse. */
    record Lot(Sku sku, WarehouseId warehouse, int units) {}

    /** Over some of the shop's items. */
    static DrawnCampaign draw(Calibration shop, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 7_001 + 3);
        List<Calibration.Item> items = new ArrayList<>(shop.items());
        int count = Math.min(items.size(), 24 + random.nextInt(37));
        while (items.size() > count) {
            items.remove(random.nextInt(items.size()));
        }
        return draw(shop, items, seed, random);
    }

    /** Two hours later or earlier, six items, and no fewer than half of the shoppers. */
    private static final Leeway LEEWAY =
            new Leeway(2, 2, Collections.emptySortedSet(), 6, Price.WHOLE_BPS, 5_000, Leeway.GROUP_GAP_BPS);

    /** Over all of the shop's items. */
    static DrawnCampaign drawWhole(Calibration shop, long seed) {
        return draw(shop, shop.items(), seed, new SplittableRandom(seed * 7_001 + 3));
    }

    /** The same under another name, and another plan with it. */
    DrawnCampaign as(CampaignId other, UnaryOperator<Plan> change) {
        Plan changed = change.apply(plan);
        return new DrawnCampaign(
                seed, other, changed, played, calibration, stock, heldOut(other, changed.holdOutBps()));
    }

    private static DrawnCampaign draw(
            Calibration shop, List<Calibration.Item> items, long seed, SplittableRandom random) {
        Instant from = FIRST_DAY.plusDays(random.nextInt(28)).atStartOfDay(ZONE).toInstant();
        TimeWindow within = new TimeWindow(from, from.plus(Duration.ofHours(48 + random.nextInt(25))));
        TimeWindow played =
                new TimeWindow(within.from().minus(AROUND), within.to().plus(AROUND));
        Calibration calibration = new Calibration(List.copyOf(items), shop.hourOfWeek());
        List<PlannedItem> planned = items(items, random);
        List<Lot> stock = stock(calibration, played, random);
        CampaignId id = new CampaignId("uplift-" + seed);
        Plan plan = plan(planned, within, calibration, stock, random);
        return new DrawnCampaign(seed, id, plan, played, calibration, stock, heldOut(id, plan.holdOutBps()));
    }

    /** Everybody there is. */
    static List<Pseudonym> shoppers() {
        return IntStream.range(0, SHOPPERS)
                .mapToObj(n -> new Pseudonym(Market.shopper(n)))
                .toList();
    }

    private static Set<String> heldOut(CampaignId id, int holdOutBps) {
        return shoppers().stream()
                .filter(shopper -> Arm.of(id, shopper, holdOutBps) == Arm.HOLD_OUT)
                .map(Pseudonym::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<PlannedItem> items(List<Calibration.Item> items, SplittableRandom random) {
        int discountBps = 1_000 + 500 * random.nextInt(4);
        return items.stream()
                .map(item -> new PlannedItem(
                        new Sku(item.sku()),
                        item.name(),
                        item.basePriceCents(),
                        Math.round(item.basePriceCents() * (0.35 + 0.25 * random.nextDouble())),
                        discountBps))
                .toList();
    }

    private static Plan plan(
            List<PlannedItem> items,
            TimeWindow within,
            Calibration calibration,
            List<Lot> stock,
            SplittableRandom random) {
        double given = 0;
        double cost = 0;
        for (PlannedItem item : items) {
            double unitsPerDay = calibration.item(item.sku().value()).unitsPerDay();
            given += unitsPerDay * (item.regularPriceCents() - item.salePriceCents());
            for (Lot lot : stock) {
                cost += lot.sku().equals(item.sku()) ? lot.units() * item.unitCostCents() : 0;
            }
        }
        long discountBudgetCents = Math.round(given * (2 + 2 * random.nextDouble()));
        long stockBudgetCents = Math.round(cost * (0.25 + 0.2 * random.nextDouble()));
        return new Plan(
                "Sale",
                "GBP",
                ZONE,
                within,
                8 + random.nextInt(5),
                30 + 30 * random.nextInt(2),
                2,
                1,
                1_000,
                discountBudgetCents,
                new Guardrails(4_000, 500, 500, 2, 60),
                items,
                Optional.of(new Steering(new TreeMap<>(), 0, List.of(), stockBudgetCents).with(LEEWAY)));
    }

    private static List<Lot> stock(Calibration calibration, TimeWindow played, SplittableRandom random) {
        double days = 0;
        for (Instant at = played.from(); at.isBefore(played.to()); at = at.plus(Duration.ofHours(1))) {
            var time = at.atZone(ZONE);
            days += 7 * calibration.hourOfWeek()[(time.getDayOfWeek().getValue() - 1) * 24 + time.getHour()];
        }
        List<Lot> lots = new ArrayList<>();
        for (Calibration.Item item : calibration.items()) {
            int units = (int) Math.ceil(item.unitsPerDay() * days * (0.6 + 1.4 * random.nextDouble())) + 2;
            int first = (int) Math.round(units * (0.4 + 0.3 * random.nextDouble()));
            lots.add(new Lot(new Sku(item.sku()), new WarehouseId("LON"), Math.max(1, first)));
            lots.add(new Lot(new Sku(item.sku()), new WarehouseId("MAN"), Math.max(1, units - first)));
        }
        return List.copyOf(lots);
    }
}
