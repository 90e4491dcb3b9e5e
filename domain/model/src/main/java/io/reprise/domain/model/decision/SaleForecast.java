package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.List;

/** What demand evidence says of a whole sale, hour by hour, as evaluations read it. */
public final class SaleForecast {

    /** Two hours of two items are this correlated in the bands that are shown and judged by. */
    private static final double CORRELATION = 0.02;

    private SaleForecast() {}

    /** Units expected from the sale's beginning to the end of its n-th hour, with the band that holds 8 times of 10. */
    public record Expected(int hours, double low, double mid, double high) {}

    /**
     * @param demand [items × horizonHours, 3]
     * @param firstHour index of the sale's first hour in the horizon
     * @param treatedBps share of the audience that sees the sale, in basis points
     */
    public static List<Expected> cumulative(
            Tensor demand, int horizonHours, int firstHour, int saleHours, int treatedBps) {
        DemandTable table = new DemandTable(demand, horizonHours);
        double share = (double) treatedBps / Price.WHOLE_BPS;
        List<Expected> curve = new ArrayList<>();
        for (int hour = 1; hour <= saleHours; hour++) {
            DemandTable.Band band =
                    table.band(firstHour, firstHour + hour, CORRELATION).times(share);
            curve.add(new Expected(hour, band.low(), band.mid(), band.high()));
        }
        return curve;
    }
}
