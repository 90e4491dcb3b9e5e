package io.reprise.ml.demand;

import java.util.List;

/**
 * Where things stand in a window's row of features: first the past by period, then the coming periods, then their
 * discounts, then what exponential smoothing expects of them, then what belongs to the item.
 *
 * @param history periods of the past that are read, @param horizon periods that are forecast
 * @param seesYear whether the course of the year is told
 * @param beginsAtSmoothing whether the network is told what exponential smoothing expects, and begins there
 */
public record WindowShape(
        Cadence cadence, int promotions, int history, int horizon, boolean seesYear, boolean beginsAtSmoothing) {

    /** The quantiles that are answered, for every coming period. */
    public static final List<Double> LEVELS = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

    public static final int MEDIAN = 2;

    /** Buckets into which words of the content are hashed. */
    static final int CONTENT = 128;

    private static final int YEAR_SEEN_DAYS = 400;

    /** Of the item, beside content and promotions: see {@link DemandWindows}. */
    private static final int OWN = 6;

    public WindowShape {
        if (history < 2 || horizon < 1) {
            throw new IllegalArgumentException(
                    "a window reads 2 periods or more and forecasts 1 or more, but was " + history + " and " + horizon);
        }
    }

    /**
     * The course of the year is told only where the season to come was seen before: a network makes something up of dates
     * that it never saw. Where promotions and prices are planned the network does not begin at smoothing, which is blind to
     * them: periods that were promoted would raise what is expected of those that are not.
     *
     * @param learnUntil first period that is not learned from
     */
    public static WindowShape of(DemandPanel panel, int history, int horizon, int learnUntil) {
        boolean seesYear = learnUntil * panel.cadence().days() >= YEAR_SEEN_DAYS;
        return new WindowShape(
                panel.cadence(), panel.promotions().size(), history, horizon, seesYear, !panel.arePricesPlanned());
    }

    /** Ratio to the level, whether it is known, discount, promotions, calendar. */
    int pastColumns() {
        return 3 + promotions + cadence.calendarColumns();
    }

    /** Promotions, calendar, season of the item (ratio, known, was promoted, its discount), season of its group, distance. */
    public int plannedColumns() {
        return promotions + cadence.calendarColumns() + 6;
    }

    /** What is planned, then of smoothing the ratio of its median and how wide it is; zeros where the network is not told. */
    public int futureColumns() {
        return plannedColumns() + 2;
    }

    public int ownColumns() {
        return OWN + 2 * promotions + CONTENT;
    }

    public int futureAt() {
        return history * pastColumns();
    }

    public int discountAt() {
        return futureAt() + horizon * futureColumns();
    }

    /** Of each coming period the quantiles of exponential smoothing over the item's level; zeros of a new item. */
    int smoothedAt() {
        return discountAt() + horizon;
    }

    public int ownAt() {
        return smoothedAt() + answers();
    }

    /** Features of a window. */
    public int columns() {
        return ownAt() + ownColumns();
    }

    /** Answers of a window: for each coming period the quantiles. */
    public int answers() {
        return horizon * LEVELS.size();
    }
}
