package io.reprise.market;

import io.reprise.market.Arrivals.Candidate;
import io.reprise.market.Market.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Purchases that a sale draws to itself from the hours around it: of the shoppers who wait for sales, the nearer to the sale
 * they would have bought, the more buy in it instead, up to a day before and after. So a part of what a sale sells is not
 * sold around it, and a sale at an odd hour still finds those who come for it.
 *
 * <p>Assumed: the share e^(−hours/12), and that who comes on purpose comes when people have time, most at 20:00.
 */
final class WaitedFor {

    static final Duration REACH = Duration.ofHours(24);
    private static final double REACH_SCALE_HOURS = 12;

    private final Window sale;
    private final ZoneId zone;
    private final Map<Long, List<Candidate>> bySaleStep = new HashMap<>();
    private final double[] cumulative;
    private final long firstStep;

    WaitedFor(Window sale, Arrivals arrivals, Shoppers shoppers, ZoneId zone) {
        this.sale = sale;
        this.zone = zone;
        this.firstStep = Arrivals.step(sale.from());
        int steps = (int) (Arrivals.step(sale.to().minusMillis(1)) - firstStep + 1);
        this.cumulative = new double[steps];
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += leisure(Arrivals.start(firstStep + i), zone);
            cumulative[i] = sum;
        }
        long from = Arrivals.step(sale.from().minus(REACH));
        long to = Arrivals.step(sale.to().plus(REACH));
        for (long step = from; step < to; step++) {
            for (Candidate candidate : arrivals.in(step)) {
                if (waits(candidate, shoppers)) {
                    Candidate moved = moved(candidate);
                    bySaleStep
                            .computeIfAbsent(Arrivals.step(moved.at()), s -> new ArrayList<>())
                            .add(moved);
                }
            }
        }
    }

    /** Whether this purchase is made in the sale instead, by somebody who sees it. */
    boolean waits(Candidate candidate, Shoppers shoppers) {
        return !sale.contains(candidate.at())
                && shoppers.waits(candidate.shopper())
                && candidate.wish() < pull(candidate.at(), sale);
    }

    /** Those who come in this step of the sale because of it. */
    List<Candidate> in(long step) {
        return bySaleStep.getOrDefault(step, List.of());
    }

    private Candidate moved(Candidate candidate) {
        double wanted = candidate.place() * cumulative[cumulative.length - 1];
        int at = 0;
        while (cumulative[at] <= wanted) {
            at++;
        }
        Instant start = Arrivals.start(firstStep + at);
        Duration into = Duration.between(Arrivals.start(Arrivals.step(candidate.at())), candidate.at());
        return candidate.movedTo(start.plus(into));
    }

    /** Share of those who wait that a sale draws from this time. */
    static double pull(Instant at, Window sale) {
        Duration away = at.isBefore(sale.from()) ? Duration.between(at, sale.from()) : Duration.between(sale.to(), at);
        return away.compareTo(REACH) >= 0 ? 0 : Math.exp(-away.toMinutes() / 60.0 / REACH_SCALE_HOURS);
    }

    /** How many of those who come on purpose have time in the hour after this time, over the best hour's. */
    static double leisure(Instant at, ZoneId zone) {
        int hour = at.atZone(zone).getHour();
        return hour < 6 ? 0.05 : hour < 8 ? 0.3 : hour < 18 ? 0.5 : hour < 23 ? 1 : 0.4;
    }
}
