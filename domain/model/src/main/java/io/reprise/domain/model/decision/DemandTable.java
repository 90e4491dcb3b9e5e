package io.reprise.domain.model.decision;

/**
 * Reads demand evidence: a [blocks × hours, 3] tensor of hourly quantiles, block-major.
 *
 * @param hours hours in each block
 */
record DemandTable(Tensor quantiles, int hours) {

    static final int LOW = 0, MID = 1, HIGH = 2;

    DemandTable {
        if (quantiles.columns() != 3 || quantiles.rows() % hours != 0) {
            throw new IllegalArgumentException("demand evidence must be [blocks × " + hours + ", 3], but was ["
                    + quantiles.rows() + ", " + quantiles.columns() + "]");
        }
    }

    int blocks() {
        return quantiles.rows() / hours;
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

    /**
     * Standard deviation of the units sold between two hours, from the distance of the outer quantiles of each hour
     * (2.563 standard deviations apart for a normal), hours taken as correlated by {@code correlation}.
     */
    double deviation(int block, int from, int to, double correlation) {
        double squares = 0;
        double sum = 0;
        for (int hour = from; hour < to; hour++) {
            double deviation = (at(block, hour, HIGH) - at(block, hour, LOW)) / 2.563;
            squares += deviation * deviation;
            sum += deviation;
        }
        return Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
    }
}
