package io.reprise.market;

/**
 * How the market differs from what the past would let one expect; {@link Course} says by how much and when. The engine is
 * never told.
 */
public enum Scenario {
    /** As the past. */
    NORMAL,
    /** Starts slowly, is nearly dead in the middle, recovers. */
    SLOW_START,
    /** Fewer shoppers want anything, before, during and after the sale. */
    WEAK,
    /** Word gets round while the sale runs: from a drawn hour many more come, most of them for a third of the items. */
    VIRAL,
    /** The past lets one expect half of what comes. */
    FORECAST_HALF,
    /** The past lets one expect twice what comes. */
    FORECAST_DOUBLE,
    /** From a drawn hour of the sale a competitor is cheaper: fewer buy, and those who do compare prices harder. */
    COMPETITOR,
    /** Half of the stock of some items arrives only in the middle of the sale. */
    STOCK_DELAY,
    /** In a drawn span of the sale a few shoppers that are none look and fill carts, and buy nothing. */
    BOTS,
    /** In a drawn span of the sale no payment goes through. */
    PAYMENT_OUTAGE,
    /** Shoppers hardly look at prices. */
    INSENSITIVE
}
