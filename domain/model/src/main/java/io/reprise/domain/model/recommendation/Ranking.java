package io.reprise.domain.model.recommendation;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders items for a shopper by what showing them is expected to bring, and keeps the list from being the same thing over
 * and over by maximal marginal relevance (Carbonell and Goldstein 1998): next comes the item whose score, as a share of the
 * best, less its likeness to what stands above it, is greatest. Nothing is drawn: the same offers make the same list, and
 * a shorter list is the beginning of a longer one.
 *
 * @param salesWeight what a cent of revenue counts beside a cent of margin
 * @param relevanceWeight of the score, from 0 to 1; the rest is diversity's
 * @param marginBpsMin nothing is shown at a price that leaves less of itself above cost
 */
public record Ranking(double salesWeight, double relevanceWeight, int marginBpsMin) {

    /** Diversity looks no further down than this: what the best are not among is not what the shopper came for. */
    private static final int POOL_MAX = 200;

    private static final double SALES_WEIGHT = 0.35;
    private static final double RELEVANCE_WEIGHT = 0.8;

    public Ranking {
        InvalidValue.unless(
                salesWeight >= 0 && Double.isFinite(salesWeight),
                "salesWeight",
                () -> "must not be negative, but was " + salesWeight);
        InvalidValue.unless(
                relevanceWeight >= 0 && relevanceWeight <= 1,
                "relevanceWeight",
                () -> "must be 0 to 1, but was " + relevanceWeight);
    }

    /** Weighed as discounts are chosen, within a plan's margin floor. */
    public static Ranking within(int marginBpsMin) {
        return new Ranking(SALES_WEIGHT, RELEVANCE_WEIGHT, marginBpsMin);
    }

    /** At most so many, the best first; what is sold out, below the margin floor or worth nothing is not among them. */
    public List<Recommended> best(List<Offered> offers, ItemNames names, int count) {
        List<Recommended> pool = pool(offers);
        List<Recommended> chosen = new ArrayList<>();
        double best = pool.isEmpty() ? 0 : pool.getFirst().scoreCents();
        List<ItemNames.Vector> words =
                pool.stream().map(item -> names.vector(item.sku())).toList();
        double[] likeness = new double[pool.size()];
        boolean[] taken = new boolean[pool.size()];
        while (chosen.size() < Math.min(count, pool.size())) {
            int next = next(pool, best, likeness, taken);
            Recommended item = pool.get(next);
            taken[next] = true;
            chosen.add(new Recommended(
                    item.sku(), item.scoreCents(), item.fit(), item.worthCents(), item.stock(), likeness[next]));
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i]) {
                    likeness[i] = Math.max(likeness[i], ItemNames.likeness(words.get(next), words.get(i)));
                }
            }
        }
        return List.copyOf(chosen);
    }

    private int next(List<Recommended> pool, double best, double[] likeness, boolean[] taken) {
        int next = -1;
        double most = 0;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                double relevance = pool.get(i).scoreCents() / best;
                double marginal = relevanceWeight * relevance - (1 - relevanceWeight) * likeness[i];
                // Of equals the first in the pool, which is ordered by score and then by SKU.
                if (next < 0 || marginal > most) {
                    next = i;
                    most = marginal;
                }
            }
        }
        return next;
    }

    private List<Recommended> pool(List<Offered> offers) {
        return offers.stream()
                .filter(offer ->
                        offer.left() > 0 && Price.marginBps(offer.priceCents(), offer.unitCostCents()) >= marginBpsMin)
                .map(this::scored)
                .filter(item -> item.scoreCents() > 0)
                .sorted(Comparator.comparingDouble((Recommended item) -> -item.scoreCents())
                        .thenComparing(Recommended::sku))
                .limit(POOL_MAX)
                .toList();
    }

    private Recommended scored(Offered offer) {
        double worth = offer.priceCents() - offer.unitCostCents() + salesWeight * offer.priceCents();
        double stock = StockOutlook.fillRate(offer.left(), offer.expectedUnits());
        return new Recommended(offer.sku(), offer.fit() * worth * stock, offer.fit(), worth, stock, 0);
    }
}
