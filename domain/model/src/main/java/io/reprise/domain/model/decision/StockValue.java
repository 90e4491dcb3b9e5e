package io.reprise.domain.model.decision;

import java.util.Arrays;

/**
 * What each further unit of one item's stock is worth, in cents: a unit that is wanted saves the margin a stock-out would
 * lose, one that is not wanted costs its holding. Demand is piecewise linear between quantiles, so the value of stock is
 * concave and piecewise quadratic. The newsvendor's quantity is where a unit is worth nothing (Arrow, Harris and Marschak
 * 1951). Where the service level asks for more, each unit of that is worth one cent: it is set aside where it costs nobody
 * anything, and before everything that does it gives way.
 */
final class StockValue {

    private static final double[] PROBABILITIES = {
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999
    };

    private static final double SERVICE_CENTS = 1;

    private final double marginCents;
    private final double holdingCents;
    private final int targetUnits;
    /** Up to here a unit is wanted for its margin, from here for the service level. */
    private final double paying;
    /** Units, ascending from 0, and the probability that demand is below them. */
    private final double[] units;

    private final double[] below;

    /**
     * @param reserveUnits units wanted beyond the demand, so that nothing on offer is missing altogether
     * @param serviceLevel this share of possible demands is to be served whole at least
     */
    StockValue(
            ItemDemand demand,
            long priceCents,
            long unitCostCents,
            double holdingShareOfCost,
            double serviceLevel,
            double reserveUnits) {
        marginCents = Math.max(0, priceCents - unitCostCents);
        holdingCents = Math.max(1, unitCostCents * holdingShareOfCost);
        double critical = marginCents / (marginCents + holdingCents);
        double target = Math.clamp(Math.max(serviceLevel, critical), 0.01, 0.99);
        double pays = Math.clamp((marginCents - SERVICE_CENTS) / (marginCents + holdingCents), 0.001, target);
        double[] probabilities = Arrays.copyOf(PROBABILITIES, PROBABILITIES.length + 2);
        probabilities[PROBABILITIES.length] = target;
        probabilities[PROBABILITIES.length + 1] = pays;
        Arrays.sort(probabilities);
        double[] at = new double[probabilities.length];
        for (int k = 0; k < at.length; k++) {
            at[k] = demand.mean() + NormalQuantile.at(probabilities[k]) * demand.deviation() + reserveUnits;
        }
        targetUnits = (int) Math.clamp(
                Math.ceil(demand.mean() + NormalQuantile.at(target) * demand.deviation() + reserveUnits),
                0,
                Integer.MAX_VALUE);
        paying = marginCents <= SERVICE_CENTS
                ? 0
                : Math.max(0, demand.mean() + NormalQuantile.at(pays) * demand.deviation() + reserveUnits);
        int first = 0;
        while (first < at.length && at[first] <= 0) {
            first++;
        }
        units = new double[at.length - first + 1];
        below = new double[units.length];
        System.arraycopy(at, first, units, 1, at.length - first);
        System.arraycopy(probabilities, first, below, 1, at.length - first);
        below[0] = first == 0 ? 0 : first == at.length ? 1 : between(at, probabilities, first, 0);
    }

    private static double between(double[] at, double[] probability, int next, double x) {
        double span = at[next] - at[next - 1];
        double share = span <= 0 ? 1 : (x - at[next - 1]) / span;
        return probability[next - 1] + share * (probability[next] - probability[next - 1]);
    }

    /** What the service level and the newsvendor ask for; a unit beyond it is worth less than nothing. */
    int targetUnits() {
        return targetUnits;
    }

    double holdingCents() {
        return holdingCents;
    }

    /** Probability that demand is below so many units. */
    double below(double x) {
        int next = 1;
        while (next < units.length && units[next] < x) {
            next++;
        }
        return next == units.length ? 1 : between(units, below, next, Math.max(0, x));
    }

    /** Worth of one more unit when there are so many. */
    double marginalCents(double have) {
        return have < paying ? marginCents - (marginCents + holdingCents) * below(have) : SERVICE_CENTS;
    }

    /** Worth of so many units. */
    double worthCents(double have) {
        double paid = Math.min(have, paying);
        return marginCents * paid - (marginCents + holdingCents) * unwanted(paid) + SERVICE_CENTS * (have - paid);
    }

    /** Expected units of so many that nobody wants. */
    double unwanted(double have) {
        double sum = 0;
        double from = 0;
        for (int next = 1; next < units.length && from < have; next++) {
            double to = Math.min(have, units[next]);
            if (to > from) {
                sum += (to - from) * (below(from) + below(to)) / 2;
                from = to;
            }
        }
        return from < have ? sum + (have - from) : sum;
    }

    /** Expected units that are wanted beyond so many; beyond the last quantile nobody wants any. */
    double missed(double have) {
        double last = Math.max(have, units[units.length - 1]);
        return (last - unwanted(last)) - (have - unwanted(have));
    }

    /** The worth in steps, for a linear program: units and cents a unit, down to where a unit is worth nothing. */
    double[][] steps() {
        double[][] steps = new double[units.length - 1][];
        int n = 0;
        for (int next = 1; next < units.length; next++) {
            double to = Math.min(targetUnits, units[next]);
            double wide = to - units[next - 1];
            double cents = wide > 0 ? (worthCents(to) - worthCents(units[next - 1])) / wide : 0;
            if (cents > 0) {
                steps[n++] = new double[] {wide, cents};
            }
        }
        return Arrays.copyOf(steps, n);
    }
}
