package io.reprise.domain.model.privacy;

/** A list of counts over the shoppers of one campaign, and how far one shopper can move it. */
public enum Aggregate {
    /** Shoppers who did anything, and shoppers who bought. */
    FUNNEL(2),
    /** For each hour of the day in the campaign's zone, shoppers whose first order was in it. */
    BUYERS_BY_HOUR(1),
    /** For each item of the plan, shoppers who bought it; a shopper counts for the first three items only. */
    BUYERS_BY_ITEM(Aggregate.ITEMS_OF_A_SHOPPER_MAX);

    static final int ITEMS_OF_A_SHOPPER_MAX = 3;

    private final int sensitivity;

    Aggregate(int sensitivity) {
        this.sensitivity = sensitivity;
    }

    /** By how much the counts together change at most when one shopper comes or goes (the L1 sensitivity). */
    public int sensitivity() {
        return sensitivity;
    }
}
