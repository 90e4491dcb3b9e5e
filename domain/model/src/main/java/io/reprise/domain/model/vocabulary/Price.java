package io.reprise.domain.model.vocabulary;

/** Arithmetic on prices in integer minor units and discounts in basis points. */
public final class Price {

    /** Basis points in the whole. */
    public static final int WHOLE_BPS = 10_000;

    /** No price or cost may be higher, so that no arithmetic on it overflows: a hundred million pounds. */
    public static final long CENTS_MAX = 10_000_000_000L;

    private Price() {}

    /** The price after a discount, rounded half up to a whole cent, at least 1. */
    public static long discounted(long regularPriceCents, int discountBps) {
        return Math.max(1, Math.floorDiv(regularPriceCents * (WHOLE_BPS - discountBps) + WHOLE_BPS / 2, WHOLE_BPS));
    }

    /** What a price leaves above cost, in basis points of the price, rounded down; not below the least integer. */
    public static int marginBps(long priceCents, long unitCostCents) {
        long margin = Math.floorDiv((priceCents - unitCostCents) * WHOLE_BPS, priceCents);
        return Math.clamp(margin, Integer.MIN_VALUE, WHOLE_BPS);
    }
}
