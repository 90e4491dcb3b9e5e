package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * Reads demand evidence: a [blocks × hours, 3] tensor of hourly quantiles, block-major.
 *
 * @param blocks items, or items × candidate steps
 * @param hours hours in each block; may be 0, where nothing is left to sell in
 */
record DemandTable(Tensor quantiles, int blocks, int hours) {

    static final int LOW = 0, MID = 1, HIGH = 2;

    /** The 90 % quantile of the standard normal. */
    private static final double OUTER = 1.2815515655446004;

    DemandTable {
        InvalidValue.unless(
                quantiles.rows() == (long) blocks * hours && (quantiles.columns() == 3 || quantiles.rows() == 0),
                "evidence",
                () -> "must be [" + blocks + " × " + hours + ", 3], but was [" + quantiles.rows() + ", "
                        + quantiles.columns() + "]");
    }

    /** Of however many blocks the evidence has. */
    DemandTable(Tensor quantiles, int hours) {
        this(quantiles, hours < 1 ? 0 : quantiles.rows() / hours, hours);
    }

    double at(int block, int hour, int quantile) {
        return quantiles.at(block * hours + hour, quantile);
    }

    /** Sum over the hours from {@code from} to {@code to}, where both may lie inside an hour. */
    double sum(int block, double from, double to, int quantile) {
        double sum = 0;
        int last = (int) Math.min(hours, Math.ceil(to));
        for (int hour = (int) Math.floor(from); hour < last; hour++) {
            double share = Math.min(to, hour + 1) - Math.max(from, hour);
            sum += share * at(block, hour, quantile);
        }
        return sum;
    }

    /** Expected units of all blocks between two hours with the band that holds eight times out of ten. */
    Band band(double from, double to, double correlation) {
        double mid = 0;
        double squares = 0;
        double sum = 0;
        for (int block = 0; block < blocks(); block++) {
            mid += sum(block, from, to, MID);
            int last = (int) Math.min(hours, Math.ceil(to));
            for (int hour = (int) Math.floor(from); hour < last; hour++) {
                double share = Math.min(to, hour + 1) - Math.max(from, hour);
                double deviation = share * deviation(block, hour);
                squares += deviation * deviation;
                sum += deviation;
            }
        }
        double deviation = Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
        return new Band(Math.max(0, mid - OUTER * deviation), mid, mid + OUTER * deviation);
    }

    /** 10 % quantile, expectation and 90 % quantile of a number of units. */
    record Band(double low, double mid, double high) {

        Band times(double share) {
            return new Band(share * low, share * mid, share * high);
        }
    }

    /** Of one hour, from the distance of its outer quantiles, taken as those of a normal. */
    private double deviation(int block, int hour) {
        return (at(block, hour, HIGH) - at(block, hour, LOW)) / (2 * OUTER);
    }

    /**
     * Standard deviation of the units of one block sold between two hours, every two hours correlated by {@code
     * correlation}.
     */
    double deviation(int block, int from, int to, double correlation) {
        double squares = 0;
        double sum = 0;
        for (int hour = from; hour < to; hour++) {
            double deviation = deviation(block, hour);
            squares += deviation * deviation;
            sum += deviation;
        }
        return Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
    }
}
