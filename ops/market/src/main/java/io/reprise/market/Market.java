package io.reprise.market;

import io.reprise.market.Arrivals.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Shoppers who browse, react to prices and pushes, and buy. What they do in a step follows from the seed, the step and
 * what the shop shows them, and from nothing else: a step that is played again after a crash is the same step.
 *
 * <p>For each item, candidate visits arrive as a Poisson process at a rate above any that can be reached and are thinned
 * (Lewis and Shedler 1979) by what this shopper sees: so two markets of one seed differ only where the shops differ.
 *
 * <p>From real sales come each item's price and units a day and the shape of the week ({@link Calibration}) and how much
 * elasticities differ ({@link Shoppers}); what is assumed is said where it stands: {@link Shoppers}, {@link WaitedFor},
 * {@link Course}, and here that six look and 1.8 fill a cart for each who buys, and that a push makes those who open it 1.7
 * times as likely to buy for ninety minutes.
 */
public final class Market {

    /** Length of a step. */
    public static final Duration STEP = Duration.ofMinutes(10);

    private static final double VIEWS_PER_ORDER = 6;
    private static final double CARTS_PER_ORDER = 1.8;
    static final Duration PUSH_WORKS = Duration.ofMinutes(90);
    static final double PUSH_LIFT = 1.7;
    private static final int BOTS = 12;
    private static final double BOTS_FILL_CARTS = 0.3;

    /** What the shop shows for an item: the sale's price and what is left of it. */
    public record Offer(String sku, long regularPriceCents, long priceCents, int left) {}

    /** A span of time: {@code from} belongs to it, {@code to} does not. */
    public record Window(Instant from, Instant to) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /**
     * Everything a shopper may see in a step.
     *
     * @param sale when the sale is or will be; outside it everybody sees the regular price
     * @param heldOut shoppers who do not see the sale
     * @param announced when it was announced to be, which is what shoppers wait for
     */
    public record Scene(
            Instant from,
            Optional<Window> sale,
            List<Offer> offers,
            List<Instant> pushWaves,
            Set<String> heldOut,
            Optional<Window> announced) {

        /** Of a sale that is as announced. */
        public Scene(
                Instant from, Optional<Window> sale, List<Offer> offers, List<Instant> pushWaves, Set<String> heldOut) {
            this(from, sale, offers, pushWaves, heldOut, sale);
        }
    }

    /** Something a shopper did: VIEW, CART or ORDER. */
    public record Deed(String id, Instant at, String shopper, String action, String sku, int units, long priceCents) {
        public boolean isOrder() {
            return action.equals("ORDER");
        }
    }

    private final Calibration calibration;
    private final long seed;
    private final ZoneId zone;
    private final Shoppers shoppers;
    private final Arrivals arrivals;
    private final Course course;
    private final Map<Window, WaitedFor> waitedFor;

    public Market(Calibration calibration, Scenario scenario, long seed, int shoppers, ZoneId zone) {
        this(
                calibration,
                seed,
                zone,
                new Shoppers(seed, shoppers),
                new Arrivals(calibration, seed, shoppers, zone),
                new Course(scenario, seed),
                new HashMap<>());
    }

    private Market(
            Calibration calibration,
            long seed,
            ZoneId zone,
            Shoppers shoppers,
            Arrivals arrivals,
            Course course,
            Map<Window, WaitedFor> waitedFor) {
        this.calibration = calibration;
        this.seed = seed;
        this.zone = zone;
        this.shoppers = shoppers;
        this.arrivals = arrivals;
        this.course = course;
        this.waitedFor = waitedFor;
    }

    /** The same shoppers under other circumstances. Not for use in several threads at once. */
    public Market under(Scenario scenario) {
        return new Market(calibration, seed, zone, shoppers, arrivals, new Course(scenario, seed), waitedFor);
    }

    public static String shopper(int number) {
        return Shoppers.name(number);
    }

    /** Share of an item's stock that is late, from 0 to 1. */
    public double delayedShare(String sku) {
        return course.delayedShare(sku);
    }

    /** When what is late arrives, after the sale's beginning. */
    public Duration delay() {
        return Duration.ofMinutes(Math.round(60 * course.arrivalHours()));
    }

    /** What demand really is, on average. For an oracle to be measured against; no shop can ask this. */
    public TrueDemand trueDemand() {
        return new TrueDemand(calibration, arrivals, shoppers, course, zone);
    }

    /**
     * All that happens in the step, in order of time; outside the sale only orders are told. Orders still need their stock.
     */
    public List<Deed> play(Scene scene) {
        Map<String, Offer> offers = new HashMap<>();
        scene.offers().forEach(offer -> offers.put(offer.sku(), offer));
        long step = Arrivals.step(scene.from());
        boolean on = scene.sale().filter(sale -> sale.contains(scene.from())).isPresent();
        Optional<WaitedFor> waiting = scene.announced()
                .map(sale -> waitedFor.computeIfAbsent(sale, s -> new WaitedFor(s, arrivals, shoppers, zone)));
        double hours = scene.sale()
                .map(sale -> Duration.between(sale.from(), scene.from()).toMinutes() / 60.0)
                .orElse(Double.NaN);
        Step played = new Step(scene, offers, on, hours, new ArrayList<>());
        for (Candidate candidate : arrivals.in(step)) {
            boolean away = waiting.filter(w -> w.waits(candidate, shoppers)).isPresent()
                    && !scene.heldOut().contains(shoppers.nameOf(candidate.shopper()));
            if (!away) {
                visit(played, candidate);
            }
        }
        // Those who waited come when they meant to, also where the sale ended before.
        for (Candidate candidate : waiting.map(w -> w.in(step)).orElse(List.of())) {
            if (!scene.heldOut().contains(shoppers.nameOf(candidate.shopper()))) {
                visit(played, candidate);
            }
        }
        if (on) {
            bots(played, step);
        }
        played.deeds().sort(Comparator.comparing(Deed::at).thenComparing(Deed::id));
        return played.deeds();
    }

    /** @param on whether the sale is, @param hours since it began */
    private record Step(Scene scene, Map<String, Offer> offers, boolean on, double hours, List<Deed> deeds) {}

    private void visit(Step step, Candidate candidate) {
        Offer offer = step.offers().get(candidate.sku());
        if (offer == null) {
            return;
        }
        String who = shoppers.nameOf(candidate.shopper());
        boolean sees = step.on() && !step.scene().heldOut().contains(who);
        double drive = course.demand(step.hours(), candidate.sku())
                * (sees ? temptation(step, offer, candidate.shopper(), candidate.at()) : 1);
        long price = sees ? offer.priceCents() : offer.regularPriceCents();
        if (step.on() && candidate.draw() < drive * VIEWS_PER_ORDER) {
            step.deeds().add(new Deed(candidate.id() + "v", candidate.at(), who, "VIEW", offer.sku(), 0, price));
        }
        if (step.on() && candidate.draw() < drive * CARTS_PER_ORDER) {
            step.deeds()
                    .add(new Deed(
                            candidate.id() + "c", candidate.at().plusSeconds(20), who, "CART", offer.sku(), 0, price));
        }
        if (candidate.draw() < drive && !course.paymentsFail(step.hours())) {
            Instant paid = candidate.at().plusSeconds(40);
            step.deeds()
                    .add(new Deed(candidate.id() + "o", paid, who, "ORDER", offer.sku(), candidate.quantity(), price));
        }
    }

    /** How much likelier than at the regular price: the discount by this shopper's elasticity, and a recent push. */
    private double temptation(Step step, Offer offer, int shopper, Instant at) {
        double elasticity = shoppers.elasticity(offer.sku()) * course.elasticity(step.hours());
        double ratio = (double) offer.priceCents() / offer.regularPriceCents();
        boolean pushed = shoppers.opensPushes(shopper)
                && step.scene().pushWaves().stream()
                        .anyMatch(wave -> !at.isBefore(wave) && at.isBefore(wave.plus(PUSH_WORKS)));
        return shoppers.lift(elasticity, ratio, shopper) * (pushed ? PUSH_LIFT : 1);
    }

    private void bots(Step step, long number) {
        double looks = course.botLooks(step.hours()) * STEP.toMinutes() / 60;
        for (Offer offer : step.scene().offers()) {
            SplittableRandom random = new SplittableRandom(
                    seed * 15_485_863 + number * 7_919 + offer.sku().hashCode());
            int count = Arrivals.poisson(random, looks);
            for (int n = 0; n < count; n++) {
                String who = shoppers.nameOf(random.nextInt(Math.min(BOTS, shoppers.count())));
                String id = "b" + seed + "-" + number + "-" + offer.sku() + "-" + n;
                Instant at = step.scene().from().plusMillis(random.nextLong(STEP.toMillis()));
                long price = step.scene().heldOut().contains(who) ? offer.regularPriceCents() : offer.priceCents();
                step.deeds().add(new Deed(id + "v", at, who, "VIEW", offer.sku(), 0, price));
                if (random.nextDouble() < BOTS_FILL_CARTS) {
                    step.deeds().add(new Deed(id + "c", at.plusSeconds(1), who, "CART", offer.sku(), 0, price));
                }
            }
        }
    }
}
