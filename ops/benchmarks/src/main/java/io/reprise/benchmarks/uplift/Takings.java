package io.reprise.benchmarks.uplift;

/**
 * What one campaign brought. Money and units of shoppers who may see the sale, scaled to all shoppers, so that the hold-out
 * counts neither for nor against it.
 *
 * @param sale bought in the sale
 * @param played bought in all the time that was played, in the sale and outside it
 * @param allocatedUnits set aside for the sale
 * @param soldUnits sold in it, not scaled
 * @param soldOut orders in the sale that found too little stock
 * @param missed orders outside the sale that found too little stock
 * @param discountCents what discounts cost
 * @param adjustments put in force
 * @param unanswered proposed and not answered in time
 * @param end how the campaign ended
 */
record Takings(
        Money sale,
        Money played,
        long allocatedUnits,
        long soldUnits,
        int soldOut,
        int missed,
        double discountCents,
        int adjustments,
        int unanswered,
        String end) {

    /** Units, what was paid for them and what is left of it above their cost. */
    record Money(double units, double revenueCents, double marginCents) {

        static final Money NONE = new Money(0, 0, 0);

        Money plus(long units, long priceCents, long costCents) {
            return new Money(
                    this.units + units,
                    revenueCents + units * priceCents,
                    marginCents + units * (priceCents - costCents));
        }

        Money times(double factor) {
            return new Money(factor * units, factor * revenueCents, factor * marginCents);
        }
    }

    double sellThrough() {
        return allocatedUnits == 0 ? 0 : (double) soldUnits / allocatedUnits;
    }
}
