package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Price;

/**
 * Units of one item wanted in some hours, as mean and standard deviation.
 *
 * @param mean expected units
 * @param deviation standard deviation in units
 */
public record ItemDemand(double mean, double deviation) {

    /**
     * @param demand [items × horizonHours, 3], quantiles by item and hour
     * @param correlation of any two hours of an item, 0 to 1
     */
    public static ItemDemand of(
            Tensor demand, int item, int horizonHours, int from, int to, int treatedBps, double correlation) {
        DemandTable table = new DemandTable(demand, horizonHours);
        double treated = (double) treatedBps / Price.WHOLE_BPS;
        return new ItemDemand(
                treated * table.sum(item, from, to, DemandTable.MID),
                treated * table.deviation(item, from, to, correlation));
    }
}
