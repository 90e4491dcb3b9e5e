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
    private final DemandCurve curve;
    private final double hourCorrelation;
    private final double treated;
    private final int firstHour;
    private final double[] atRegular;
    private final double[] around;

    Offers(AssortmentInputs in, Evidence evidence, double hourCorrelation) {
        this.in = in;
        this.demand = new DemandTable(
                evidence.tensor("offers"), in.items().size() * in.stepsBps().size(), in.horizonHours());
        this.curve = new DemandCurve(evidence.tensor("offers"), in.stepsBps(), in.horizonHours());
        this.hourCorrelation = hourCorrelation;
        this.treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        this.firstHour = bestStart();
        this.atRegular = new double[in.items().size()];
        this.around = new double[in.items().size()];
        for (int i = 0; i < atRegular.length; i++) {
            atRegular[i] = mean(i, 0);
            around[i] = around(i);
        }
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

    /**
     * The offer at a candidate step. What is sold is limited by what is free; and a unit that is sold in the sale cannot be
     * sold at the regular price in the hours around it, where it would have been wanted there.
     *
     * @param drawnShare of what the discount sells more, what would have been bought around the sale anyway
     */
    Offer at(int i, int step, double salesWeight, double drawnShare) {
        Item item = in.items().get(i);
        int discount =
                AssortmentInputs.discountBps(item.plannedBps(), in.stepsBps().get(step));
        long price = Price.discounted(item.regularPriceCents(), discount);
        double regular = item.regularPriceCents() * (1 + salesWeight) - item.unitCostCents();
        double mean = mean(i, discount);
        double deviation =
                treated * demand.deviation(block(i, step), firstHour, firstHour + in.lengthHours(), hourCorrelation);
        double units = 0;
        double later = 0;
        for (double z : DEVIATIONS) {
            double wanted = Math.max(0, mean + z * deviation);
            double sold = Math.min(item.free(), wanted);
            units += sold / LIKELY;
            later += Math.min(
                            item.free() - sold,
                            Math.max(0, around[i] - drawnShare * Math.max(0, wanted - atRegular[i])))
                    / LIKELY;
        }
        double worth = units * (price * (1 + salesWeight) - item.unitCostCents()) + later * regular;
        return new Offer(discount, units, worth, units * (item.regularPriceCents() - price));
    }

    /** Units the sale is expected to sell at a discount, before stock limits them. */
    private double mean(int i, int discountBps) {
        double units = 0;
        for (int hour = firstHour; hour < firstHour + in.lengthHours(); hour++) {
            units += curve.units(i, in.items().get(i).plannedBps(), discountBps, hour);
        }
        return treated * units;
    }

    /** Units that are wanted at the regular price in all the other hours, and by those who do not see the sale. */
    private double around(int i) {
        double units = 0;
        for (int hour = 0; hour < in.horizonHours(); hour++) {
            boolean inSale = hour >= firstHour && hour < firstHour + in.lengthHours();
            units += (inSale ? 1 - treated : 1)
                    * curve.units(i, in.items().get(i).plannedBps(), 0, hour);
        }
        return units;
    }

    /** Whether the guardrails allow a discount on an item. */
    static boolean isAllowed(AssortmentInputs.Limits limits, Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return discountBps <= limits.discountBpsMax()
                && Price.marginBps(price, item.unitCostCents()) >= limits.marginBpsMin();
    }
}
