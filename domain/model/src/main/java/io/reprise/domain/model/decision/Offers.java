package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AssortmentInputs.Item;
import io.reprise.domain.model.vocabulary.Price;

/** Reads the demand at each candidate discount, as the sale would meet it in its best hours. */
final class Offers {

    /** The expectation over demand is that over so many equally likely demands. */
    private static final int LIKELY = 9;

    private static final double[] DEVIATIONS = deviations();

    private final AssortmentInputs in;
    private final DemandTable demand;
    private final double hourCorrelation;
    private final int firstHour;

    Offers(AssortmentInputs in, Evidence evidence, double hourCorrelation) {
        this.in = in;
        this.demand = new DemandTable(
                evidence.tensor("offers"), in.items().size() * in.stepsBps().size(), in.horizonHours());
        this.hourCorrelation = hourCorrelation;
        this.firstHour = bestStart();
    }

    private static double[] deviations() {
        double[] deviations = new double[LIKELY];
        for (int k = 0; k < LIKELY; k++) {
            deviations[k] = NormalQuantile.at((k + 0.5) / LIKELY);
        }
        return deviations;
    }

    /** An item at one candidate discount. */
    record Offer(int discountBps, double units, double worth, double discountCost) implements DiscountBudget.Option {}

    /** Where the sale would start if the hours alone decided: the schedule is chosen later, by what is chosen here. */
    private int bestStart() {
        int still = in.stepsBps().indexOf(0);
        double[] worth = new double[in.horizonHours()];
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            long margin = Price.discounted(item.regularPriceCents(), item.plannedBps()) - item.unitCostCents();
            for (int hour = 0; hour < worth.length; hour++) {
                worth[hour] += margin * demand.at(block(i, still), hour, DemandTable.MID);
            }
        }
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        int start = 0;
        for (int hour = 0; hour < worth.length; hour++) {
            sum += worth[hour];
            if (hour >= in.lengthHours()) {
                sum -= worth[hour - in.lengthHours()];
            }
            if (hour >= in.lengthHours() - 1 && sum > best) {
                best = sum;
                start = hour - in.lengthHours() + 1;
            }
        }
        return start;
    }

    private int block(int item, int step) {
        return item * in.stepsBps().size() + step;
    }

    /** The offer at a candidate step; what is sold is limited by what is free. */
    Offer at(int i, int step, double salesWeight) {
        Item item = in.items().get(i);
        int discount =
                AssortmentInputs.discountBps(item.plannedBps(), in.stepsBps().get(step));
        long price = Price.discounted(item.regularPriceCents(), discount);
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        int block = block(i, step);
        double mean = treated * demand.sum(block, firstHour, firstHour + in.lengthHours(), DemandTable.MID);
        double deviation = treated * demand.deviation(block, firstHour, firstHour + in.lengthHours(), hourCorrelation);
        double units = 0;
        for (double z : DEVIATIONS) {
            units += Math.min(item.free(), Math.max(0, mean + z * deviation)) / LIKELY;
        }
        double worth = units * (price - item.unitCostCents() + salesWeight * price);
        return new Offer(discount, units, worth, units * (item.regularPriceCents() - price));
    }

    /** Whether the guardrails allow a discount on an item. */
    static boolean isAllowed(AssortmentInputs.Limits limits, Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return discountBps <= limits.discountBpsMax()
                && Price.marginBps(price, item.unitCostCents()) >= limits.marginBpsMin();
    }
}
