package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What shoppers did with the items of one sale: of each shopper the latest actions, of each two items how many shoppers
 * touched both. A mutable accumulator; not thread-safe.
 */
public final class SaleActions {

    /** Of one shopper no more are kept. */
    public static final int KEPT_MAX = 100;

    /** Whoever touches more items than this is no shopper whose taste pairs of items could tell. */
    static final int PAIRED_MAX = 50;

    private final Map<Sku, Integer> numbers = new HashMap<>();
    private final List<Sku> items = new ArrayList<>();
    /** For each item the shoppers who touched it and each item numbered before it: half a matrix. */
    private final List<int[]> together = new ArrayList<>();

    private int[] touched = new int[16];
    private final Map<Pseudonym, SaleShopper> shoppers = new HashMap<>();

    SaleShopper on(Signal signal) {
        int item = number(signal.sku());
        SaleShopper shopper = shoppers.get(signal.shopper());
        if (shopper == null) {
            shopper = new SaleShopper(signal.shopper());
            shoppers.put(signal.shopper(), shopper);
        }
        shopper.does(new ItemAction(items.get(item), signal.action(), signal.at()));
        pair(shopper, item);
        return shopper;
    }

    private int number(Sku sku) {
        Integer known = numbers.get(sku);
        if (known != null) {
            return known;
        }
        int item = items.size();
        numbers.put(sku, item);
        items.add(sku);
        together.add(new int[item]);
        touched = item < touched.length ? touched : Arrays.copyOf(touched, 2 * touched.length);
        return item;
    }

    private void pair(SaleShopper shopper, int item) {
        if (!shopper.touches(item)) {
            return;
        }
        for (int i = 0; i < shopper.touched() - 1; i++) {
            int other = shopper.touched(i);
            together.get(Math.max(item, other))[Math.min(item, other)]++;
        }
        touched[item]++;
    }

    /** The latest actions of a shopper, at most {@link #KEPT_MAX}, oldest first. */
    public List<ItemAction> of(Pseudonym shopper) {
        SaleShopper known = shoppers.get(shopper);
        return known == null ? List.of() : known.latest();
    }

    /** Actions of a shopper so far: a larger number tells that there was another. */
    public long count(Pseudonym shopper) {
        SaleShopper known = shoppers.get(shopper);
        return known == null ? 0 : known.actions();
    }

    /** Shoppers who touched an item. */
    public int touched(Sku sku) {
        Integer item = numbers.get(sku);
        return item == null ? 0 : touched[item];
    }

    /** Shoppers who touched both of two items. */
    public int together(Sku one, Sku other) {
        Integer a = numbers.get(one);
        Integer b = numbers.get(other);
        if (a == null || b == null) {
            return 0;
        }
        return a.equals(b) ? touched[a] : together.get(Math.max(a, b))[Math.min(a, b)];
    }
}
