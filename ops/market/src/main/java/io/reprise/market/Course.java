package io.reprise.market;

import java.util.SplittableRandom;

/**
 * What a {@link Scenario} brings in one market: its hours are drawn by seed and counted from the sale's beginning, because
 * a competitor, a crowd or a failing payment service answers the sale, whenever that is. All sizes are assumed.
 */
final class Course {

    private static final double VIRAL_LIFT = 2.5;
    private static final double VIRAL_LIFT_OF_OTHERS = 1.3;
    private static final double VIRAL_HOURS = 10;
    private static final double DELAYED_SHARE = 0.5;

    private final Scenario scenario;
    private final long seed;
    private final double fromHour;
    private final double length;

    Course(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        SplittableRandom random =
                new SplittableRandom(seed * 104_729 + scenario.name().hashCode());
        this.fromHour = 0.5 + 3.5 * random.nextDouble();
        this.length = 1 + 2 * random.nextDouble();
    }

    /** Demand over what the past would let one expect. @param hours since the sale began; NaN where there is none */
    double demand(double hours, String sku) {
        return switch (scenario) {
            case SLOW_START -> hours < 0 || Double.isNaN(hours) ? 1 : hours < 10 ? 0.55 : hours < 14 ? 0.4 : 0.9;
            case WEAK -> 0.6;
            case FORECAST_HALF -> 2;
            case FORECAST_DOUBLE -> 0.5;
            case VIRAL -> viral(hours, sku);
            case COMPETITOR -> hours >= fromHour ? 0.7 : 1;
            default -> 1;
        };
    }

    private double viral(double hours, String sku) {
        if (!(hours >= fromHour) || hours >= fromHour + VIRAL_HOURS) {
            return 1;
        }
        double grown = Math.min(1, (hours - fromHour) / 2);
        double lift = chosen(sku, 1.0 / 3) ? VIRAL_LIFT : VIRAL_LIFT_OF_OTHERS;
        return 1 + grown * (lift - 1);
    }

    /** Every elasticity over what it usually is. */
    double elasticity(double hours) {
        return switch (scenario) {
            case COMPETITOR -> hours >= fromHour ? 1.4 : 1;
            case INSENSITIVE -> 0.3;
            default -> 1;
        };
    }

    boolean paymentsFail(double hours) {
        return scenario == Scenario.PAYMENT_OUTAGE && hours >= fromHour && hours < fromHour + length;
    }

    /** Looks of bots at one item in an hour. */
    double botLooks(double hours) {
        return scenario == Scenario.BOTS && hours >= fromHour && hours < fromHour + 2 * length ? 24 : 0;
    }

    /** Share of an item's stock that arrives late. */
    double delayedShare(String sku) {
        return scenario == Scenario.STOCK_DELAY && chosen(sku, 0.5) ? DELAYED_SHARE : 0;
    }

    /** Hours after the sale's beginning at which it arrives. */
    double arrivalHours() {
        return 1 + fromHour;
    }

    private boolean chosen(String sku, double share) {
        return new SplittableRandom(seed * 7_907 + sku.hashCode()).nextDouble() < share;
    }
}
