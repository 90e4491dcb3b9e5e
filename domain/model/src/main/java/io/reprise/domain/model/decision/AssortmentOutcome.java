package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** At which discount each item is offered, the one worth most first. */
public record AssortmentOutcome(List<Choice> items) implements DecisionOutcome {

    public AssortmentOutcome {
        items = List.copyOf(items);
    }

    /**
     * @param discountBps 0 where it is offered at its regular price
     * @param expectedUnits units the sale is expected to sell of it
     * @param worthCents what the policy values that at
     */
    public record Choice(Sku sku, int discountBps, double expectedUnits, long worthCents) {}

    public SortedMap<Sku, Integer> discountsBps() {
        SortedMap<Sku, Integer> discounts = new TreeMap<>();
        items.forEach(choice -> discounts.put(choice.sku(), choice.discountBps()));
        return discounts;
    }
}
