package io.reprise.ml.dataset;

import java.util.Locale;

/** What a shopper did with an item. */
public enum Action {
    VIEW,
    FAVOURITE,
    CART,
    /** Out of the cart again. */
    UNCART,
    /** One line of an order. */
    BUY,
    /** A line that was cancelled or sent back. */
    RETURN;

    /** The word in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
