package io.reprise.domain.model.decision;

/**
 * Finds since when a sale has gone at its present pace: Bayesian online change detection (Adams and MacKay 2007, arXiv
 * 0710.3742) over windows, with counts that are Poisson around pace × expectation and a gamma prior of mean 1 for the pace
 * of each stretch. Chosen before CUSUM because it answers since when, and how fast since, with their doubt, where CUSUM
 * only raises an alarm for one size of shift that has to be set.
 *
 * <p>Orders are of several units and hours differ from their forecast, so units vary more than Poisson counts: both units
 * and expectations are divided by a dispersion (a quasi-likelihood).
 *
 * @param dispersion variance of a window's units over their mean
 * @param priorShape shape of the gamma prior; 4 puts the pace between 0.34 and 1.94 nine times of ten
 * @param windowsBetweenChanges how many windows pass on average between two changes
 * @param sure a change is reported where it is this probable
 */
record PaceChanges(double dispersion, double priorShape, double windowsBetweenChanges, double sure) {

    /**
     * @param windows how many of the last windows have the present pace
     * @param shape of the gamma posterior of the pace in them; likewise {@code rate}
     */
    record Stretch(int windows, double shape, double rate) {

        double mean() {
            return shape / rate;
        }

        /** Quantile by the cube-root transform of Wilson and Hilferty (1931). */
        double quantile(double standardNormal) {
            double root = 1 - 1 / (9 * shape) + standardNormal / (3 * StrictMath.sqrt(shape));
            return Math.max(0, mean() * root * root * root);
        }
    }

    /**
     * The shortest stretch at the end that is, as surely as asked, not shorter than the one at the present pace.
     *
     * @param sold units in each window, oldest first; likewise {@code expected}
     */
    Stretch last(double[] sold, double[] expected) {
        int windows = sold.length;
        double[] shape = new double[windows + 1];
        double[] rate = new double[windows + 1];
        double[] probability = new double[windows + 1];
        probability[0] = 1;
        shape[0] = priorShape;
        rate[0] = priorShape;
        double change = 1 / windowsBetweenChanges;
        for (int w = 0; w < windows; w++) {
            // Where nothing can be sold, nothing is learned.
            double count = expected[w] > 0 ? sold[w] / dispersion : 0;
            step(shape, rate, probability, w, count, Math.max(0, expected[w]) / dispersion, change);
        }
        double seen = 0;
        for (int run = 0; run < windows; run++) {
            seen += probability[run];
            if (run > 0 && seen >= sure) {
                return new Stretch(run, shape[run], rate[run]);
            }
        }
        return new Stretch(windows, shape[windows], rate[windows]);
    }

    /**
     * One more window: {@code probability[run]} becomes that of {@code run} windows at the present pace. A change falls
     * between windows, so the window seen always belongs to the stretch it ends.
     */
    private void step(
            double[] shape,
            double[] rate,
            double[] probability,
            int seen,
            double count,
            double exposure,
            double change) {
        double[] likelihood = new double[seen + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int run = 0; run <= seen; run++) {
            likelihood[run] = logPredictive(shape[run], rate[run], count, exposure);
            largest = Math.max(largest, likelihood[run]);
        }
        double mass = 0;
        for (int run = 0; run <= seen; run++) {
            // Before the window comes, the pace changes with a small probability: then it is the first one of its
            // stretch.
            double before = seen == 0 ? 1 : run == 0 ? change : (1 - change) * probability[run];
            likelihood[run] = StrictMath.exp(likelihood[run] - largest) * before;
            mass += likelihood[run];
        }
        for (int run = seen; run >= 0; run--) {
            probability[run + 1] = likelihood[run] / mass;
            shape[run + 1] = shape[run] + count;
            rate[run + 1] = rate[run] + exposure;
        }
        probability[0] = 0;
    }

    /** Of a negative binomial count, up to a constant that all stretches share. */
    private static double logPredictive(double shape, double rate, double count, double exposure) {
        if (!(exposure > 0)) {
            return 0;
        }
        return logGamma(shape + count)
                - logGamma(shape)
                + shape * StrictMath.log(rate / (rate + exposure))
                + count * StrictMath.log(exposure / (rate + exposure));
    }

    /** ln Γ by Stirling's series, from 10 on; below by recurrence. */
    static double logGamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 10) {
            shift += StrictMath.log(at);
            at += 1;
        }
        double square = 1 / (at * at);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / at;
        return (at - 0.5) * StrictMath.log(at) - at + 0.9189385332046727 + series - shift;
    }
}
