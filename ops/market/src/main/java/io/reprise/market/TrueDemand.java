package io.reprise.market;

import io.reprise.market.Market.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mean demand of a market, in closed form: what {@link Market#play} draws from. */
public final class TrueDemand {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Calibration calibration;
    private final Arrivals arrivals;
    private final Shoppers shoppers;
    private final Course course;
    private final ZoneId zone;
    private final boolean itemsAlike;
    private final Map<Window, double[]> pulledByWindow = new HashMap<>();

    TrueDemand(Calibration calibration, Arrivals arrivals, Shoppers shoppers, Course course, ZoneId zone) {
        this(calibration, arrivals, shoppers, course, zone, false);
    }

    private TrueDemand(
            Calibration calibration,
            Arrivals arrivals,
            Shoppers shoppers,
            Course course,
            ZoneId zone,
            boolean itemsAlike) {
        this.itemsAlike = itemsAlike;
        this.calibration = calibration;
        this.arrivals = arrivals;
        this.shoppers = shoppers;
        this.course = course;
        this.zone = zone;
    }

    /** The same but that nobody knows how items differ: each answers to its price as the market does on average. */
    public TrueDemand withItemsAlike() {
        return new TrueDemand(calibration, arrivals, shoppers, course, zone, true);
    }

    /**
     * Units of an item in one hour of a sale if everybody saw it, nobody were stopped by empty shelves.
     *
     * @param hour its beginning, a whole hour
     * @param sale as it was announced
     * @param ratio the sale's price over the regular one
     */
    public double units(String sku, Instant hour, double ratio, Window sale, List<Instant> pushWaves) {
        double hours = Duration.between(sale.from(), hour).toMinutes() / 60.0 + 0.5;
        return come(sku, hour, sale) * willing(sku, hours, ratio) * pushed(hour, pushWaves);
    }

    /** The same where it is not known yet which hour of the sale this will be: the mean over all its hours. */
    public double unitsOfSome(String sku, Instant hour, double ratio, Window sale) {
        int hours = (int) Duration.between(sale.from(), sale.to()).toHours();
        double willing = 0;
        for (int i = 0; i < hours; i++) {
            willing += willing(sku, i + 0.5, ratio) / hours;
        }
        return come(sku, hour, sale) * willing;
    }

    /** Units if there were neither a discount nor a scenario. */
    private double come(String sku, Instant hour, Window sale) {
        Calibration.Item item = calibration.item(sku);
        if (!sale.contains(hour)) {
            // Of a sale that goes on beyond what was announced: who waited has bought.
            double gone = Shoppers.WAIT_FOR_SALES * WaitedFor.pull(hour.plus(HOUR.dividedBy(2)), sale);
            return arrivals.unitsPerHour(item, hour) * (1 - gone);
        }
        return arrivals.unitsPerHour(item, hour) + item.unitsPerDay() * pulled(sale, hour);
    }

    /** What the discount and the scenario make of them. */
    private double willing(String sku, double hours, double ratio) {
        double elasticity = (itemsAlike ? shoppers.elasticity() : shoppers.elasticity(sku)) * course.elasticity(hours);
        return course.paymentsFail(hours) ? 0 : course.demand(hours, sku) * Shoppers.meanLift(elasticity, ratio);
    }

    /** Likelihood to buy in this hour without any sale, over the average hour's. */
    public double interest(Instant hour) {
        Calibration.Item first = calibration.items().getFirst();
        return arrivals.unitsPerHour(first, hour) / first.unitsPerDay() * 24;
    }

    /** Units that a sale draws to this hour of itself from the hours around it, for each unit sold a day. */
    private double pulled(Window sale, Instant hour) {
        double[] all = pulledByWindow.computeIfAbsent(sale, this::pulled);
        return all[(int) Duration.between(sale.from(), hour).toHours()];
    }

    private double[] pulled(Window sale) {
        Calibration.Item first = calibration.items().getFirst();
        double drawn = 0;
        for (Instant at = sale.from().minus(WaitedFor.REACH);
                at.isBefore(sale.to().plus(WaitedFor.REACH));
                at = at.plus(Market.STEP)) {
            if (!sale.contains(at)) {
                drawn += arrivals.unitsPerHour(first, at)
                        / first.unitsPerDay()
                        / 6
                        * WaitedFor.pull(at.plus(Market.STEP.dividedBy(2)), sale);
            }
        }
        int hours = (int) Duration.between(sale.from(), sale.to()).toHours();
        double[] leisure = new double[hours];
        double sum = 0;
        for (int i = 0; i < hours; i++) {
            leisure[i] = WaitedFor.leisure(sale.from().plus(HOUR.multipliedBy(i)), zone);
            sum += leisure[i];
        }
        for (int i = 0; i < hours; i++) {
            leisure[i] *= Shoppers.WAIT_FOR_SALES * drawn / sum;
        }
        return leisure;
    }

    private static double pushed(Instant hour, List<Instant> waves) {
        long minutes = 0;
        for (int minute = 5; minute < 60; minute += 10) {
            Instant at = hour.plus(Duration.ofMinutes(minute));
            boolean within =
                    waves.stream().anyMatch(wave -> !at.isBefore(wave) && at.isBefore(wave.plus(Market.PUSH_WORKS)));
            minutes += within ? 10 : 0;
        }
        return 1 + Shoppers.OPEN_PUSHES * (Market.PUSH_LIFT - 1) * minutes / 60.0;
    }
}
