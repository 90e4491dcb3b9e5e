package io.reprise.market;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Shoppers who browse, react to prices and pushes, and buy. What they do in a step follows from the seed, the step and
 * what the shop shows them, and from nothing else: a step that is played again after a crash is the same step.
 *
 * <p>For each item, candidate visits arrive as a Poisson process at a rate above any that can be reached and are thinned
 * (Lewis and Shedler 1979) by what this shopper sees: so two markets of one seed differ only where the shops differ.
 */
final class Market {

    /** Length of a step. */
    static final Duration STEP = Duration.ofMinutes(10);

    /** Candidate visits for each order at the base price. */
    private static final double CANDIDATES = 24;

    private static final double VIEWS_PER_ORDER = 6;
    private static final double CARTS_PER_ORDER = 1.8;
    private static final Duration PUSH_WORKS = Duration.ofMinutes(90);
    private static final double PUSH_LIFT = 1.7;
    private static final int[] QUANTITIES = {1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6};
    private static final double MEAN_QUANTITY = 26.0 / 11;

    /** What the shop shows for an item: the sale's price and what is left of it. */
    record Offer(String sku, long regularPriceCents, long priceCents, int left) {}

    /** Everything a shopper may see in a step. */
    record Scene(Instant from, List<Offer> offers, List<Instant> pushWaves, Set<String> heldOut) {}

    /** Something a shopper did. */
    record Deed(String id, Instant at, String shopper, String action, String sku, int units, long priceCents) {
        boolean isOrder() {
            return action.equals("ORDER");
        }
    }

    private final Calibration calibration;
    private final Scenario scenario;
    private final long seed;
    private final int shoppers;
    private final ZoneId zone;
    private final Map<String, Calibration.Item> items = new HashMap<>();

    Market(Calibration calibration, Scenario scenario, long seed, int shoppers, ZoneId zone) {
        this.calibration = calibration;
        this.scenario = scenario;
        this.seed = seed;
        this.shoppers = shoppers;
        this.zone = zone;
        calibration.items().forEach(item -> items.put(item.sku(), item));
    }

    static String shopper(int number) {
        return String.format("shopper-%05d", number);
    }

    /** What the sale really meets; nobody tells the engine. @param hours hours since the sale began */
    double factor(double hours) {
        return scenario.factor(hours);
    }

    /** All that happens in the step, in order of time. Orders still need their stock. */
    List<Deed> play(Scene scene, Instant saleStart) {
        List<Deed> deeds = new ArrayList<>();
        long step = scene.from().getEpochSecond() / STEP.toSeconds();
        for (Offer offer : scene.offers()) {
            Calibration.Item item = items.get(offer.sku());
            if (item != null) {
                play(scene, saleStart, step, offer, item, deeds);
            }
        }
        deeds.sort(java.util.Comparator.comparing(Deed::at).thenComparing(Deed::id));
        return deeds;
    }

    private void play(Scene scene, Instant saleStart, long step, Offer offer, Calibration.Item item, List<Deed> deeds) {
        SplittableRandom random = new SplittableRandom(
                seed * 1_000_003 + step * 7_919 + item.sku().hashCode());
        ZonedDateTime time = scene.from().atZone(zone);
        double hourShare = calibration.hourOfWeek()[(time.getDayOfWeek().getValue() - 1) * 24 + time.getHour()];
        double orders = item.unitsPerDay() * hourShare * 7 * STEP.toMinutes() / 60 / MEAN_QUANTITY;
        double hours = Duration.between(saleStart, scene.from()).toMinutes() / 60.0;
        int candidates = poisson(random, orders * CANDIDATES);
        for (int n = 0; n < candidates; n++) {
            int number = random.nextInt(shoppers);
            double draw = random.nextDouble() * CANDIDATES;
            int quantity = QUANTITIES[random.nextInt(QUANTITIES.length)];
            Instant at = scene.from().plusMillis(random.nextLong(STEP.toMillis()));
            String who = shopper(number);
            boolean heldOut = scene.heldOut().contains(who);
            double drive = factor(hours) * (heldOut ? 1 : temptation(scene, offer, number, at));
            long price = heldOut ? offer.regularPriceCents() : offer.priceCents();
            String id = "s" + seed + "-" + step + "-" + item.sku() + "-" + n;
            if (draw < drive * VIEWS_PER_ORDER) {
                deeds.add(new Deed(id + "v", at, who, "VIEW", item.sku(), 0, price));
            }
            if (draw < drive * CARTS_PER_ORDER) {
                deeds.add(new Deed(id + "c", at.plusSeconds(20), who, "CART", item.sku(), 0, price));
            }
            if (draw < drive) {
                deeds.add(new Deed(id + "o", at.plusSeconds(40), who, "ORDER", item.sku(), quantity, price));
            }
        }
    }

    /** How much likelier than at the regular price: the discount by this shopper's elasticity, and a recent push. */
    private double temptation(Scene scene, Offer offer, int shopper, Instant at) {
        SplittableRandom taste = new SplittableRandom(seed * 31 + shopper);
        double elasticity = 1.6 + 1.2 * taste.nextDouble();
        boolean opensPushes = taste.nextDouble() < 0.6;
        double ratio = (double) offer.priceCents() / offer.regularPriceCents();
        boolean pushed = opensPushes
                && scene.pushWaves().stream()
                        .anyMatch(wave -> !at.isBefore(wave) && at.isBefore(wave.plus(PUSH_WORKS)));
        return Math.pow(ratio, -elasticity) * (pushed ? PUSH_LIFT : 1);
    }

    /** Knuth's method; means here are small. */
    private static int poisson(SplittableRandom random, double mean) {
        int count = 0;
        double rest = mean;
        while (rest > 0) {
            rest += Math.log(1 - random.nextDouble());
            if (rest > 0) {
                count++;
            }
        }
        return count;
    }
}
