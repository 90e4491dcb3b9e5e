package io.reprise.market;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Everybody who might come, whatever the shop does: for each item and step a Poisson number of candidates at a rate above
 * any that can be reached. They follow from the seed alone, so every shop of that seed is offered the same ones.
 */
final class Arrivals {

    /** Candidates for each order at the regular price. */
    static final double CANDIDATES = 24;

    private static final int[] QUANTITIES = {1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6};
    private static final double MEAN_QUANTITY = 26.0 / 11;

    /**
     * @param draw buys where it is below the drive, from 0 to {@link #CANDIDATES}
     * @param wish whether a sale some hours away is waited for, from 0 to 1
     * @param place where in that sale, from 0 to 1
     */
    record Candidate(
            String id, String sku, int shopper, double draw, int quantity, Instant at, double wish, double place) {

        Candidate movedTo(Instant later) {
            return new Candidate(id, sku, shopper, draw, quantity, later, wish, place);
        }
    }

    private final Calibration calibration;
    private final long seed;
    private final int shoppers;
    private final ZoneId zone;
    private final Map<Long, List<Candidate>> drawn = new HashMap<>();

    Arrivals(Calibration calibration, long seed, int shoppers, ZoneId zone) {
        this.calibration = calibration;
        this.seed = seed;
        this.shoppers = shoppers;
        this.zone = zone;
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Market.STEP.toSeconds());
    }

    static Instant start(long step) {
        return Instant.ofEpochSecond(step * Market.STEP.toSeconds());
    }

    /** Units an hour at the regular price. */
    double unitsPerHour(Calibration.Item item, Instant at) {
        ZonedDateTime time = at.atZone(zone);
        double share = calibration.hourOfWeek()[(time.getDayOfWeek().getValue() - 1) * 24 + time.getHour()];
        return item.unitsPerDay() * share * 7;
    }

    List<Candidate> in(long step) {
        return drawn.computeIfAbsent(step, s -> {
            List<Candidate> all = new ArrayList<>();
            for (Calibration.Item item : calibration.items()) {
                draw(item, s, all);
            }
            return List.copyOf(all);
        });
    }

    private void draw(Calibration.Item item, long step, List<Candidate> all) {
        SplittableRandom random = new SplittableRandom(
                seed * 1_000_003 + step * 7_919 + item.sku().hashCode());
        Instant from = start(step);
        double orders = unitsPerHour(item, from) * Market.STEP.toMinutes() / 60 / MEAN_QUANTITY;
        int candidates = poisson(random, orders * CANDIDATES);
        String prefix = "s" + seed + "-" + step + "-" + item.sku() + "-";
        for (int n = 0; n < candidates; n++) {
            int shopper = random.nextInt(shoppers);
            double draw = random.nextDouble() * CANDIDATES;
            int quantity = QUANTITIES[random.nextInt(QUANTITIES.length)];
            Duration into = Duration.ofMillis(random.nextLong(Market.STEP.toMillis()));
            all.add(new Candidate(
                    prefix + n,
                    item.sku(),
                    shopper,
                    draw,
                    quantity,
                    from.plus(into),
                    random.nextDouble(),
                    random.nextDouble()));
        }
    }

    /** Knuth's method; means here are small. */
    static int poisson(SplittableRandom random, double mean) {
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
