package io.reprise.workflows;

/**
 * What an operator says of all campaigns together.
 *
 * @param campaignsAtOnceMax campaigns that may run in the same hour, 0 for any number
 * @param sharedShoppersBps share of the shoppers that any two campaigns have in common, in basis points; 0 where campaigns
 *     have nothing to do with each other
 */
public record PlanningLimits(int campaignsAtOnceMax, int sharedShoppersBps) {

    public PlanningLimits {
        if (campaignsAtOnceMax < 0) {
            throw new IllegalArgumentException("reprise.campaigns-at-once is 0 or more, but was " + campaignsAtOnceMax);
        }
        if (sharedShoppersBps < 0 || sharedShoppersBps > 10_000) {
            throw new IllegalArgumentException(
                    "reprise.shared-shoppers-bps is 0 to 10000, but was " + sharedShoppersBps);
        }
    }
}
