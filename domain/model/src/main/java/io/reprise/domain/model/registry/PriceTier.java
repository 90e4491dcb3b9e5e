package io.reprise.domain.model.registry;

/** Items by regular price: the groups for which demand models are measured, on held-out data and in sales. */
public final class PriceTier {

    /** What the groups differ in, as {@link GroupFigures} name it. */
    public static final String ATTRIBUTE = "item";

    private PriceTier() {}

    /** @param price in whole units of the currency */
    public static String of(double price) {
        return price < 2 ? "below 2" : price < 5 ? "2 to 5" : "5 and more";
    }
}
