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
    private final Map<Pseudonym, Shopper> shoppers = new HashMap<>();

    private static final class Shopper {
        private final List<ItemAction> latest = new ArrayList<>(4);
        private int[] items = new int[0];
        private long actions;
    }

    void on(Signal signal) {
        int item = number(signal.sku());
        Shopper shopper = shoppers.computeIfAbsent(signal.shopper(), s -> new Shopper());
        shopper.actions++;
        // Signals may come late: the latest are those that were done last.
        int at = shopper.latest.size();
        while (at > 0 && shopper.latest.get(at - 1).at().isAfter(signal.at())) {
            at--;
        }
        shopper.latest.add(at, new ItemAction(items.get(item), signal.action(), signal.at()));
        if (shopper.latest.size() > KEPT_MAX) {
            shopper.latest.removeFirst();
        }
        pair(shopper, item);
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

    private void pair(Shopper shopper, int item) {
        for (int other : shopper.items) {
            if (other == item) {
                return;
            }
        }
        if (shopper.items.length == PAIRED_MAX) {
            return;
        }
        for (int other : shopper.items) {
            together.get(Math.max(item, other))[Math.min(item, other)]++;
        }
        shopper.items = Arrays.copyOf(shopper.items, shopper.items.length + 1);
        shopper.items[shopper.items.length - 1] = item;
        touched[item]++;
    }

    /** The latest actions of a shopper, at most {@link #KEPT_MAX}, oldest first. */
    public List<ItemAction> of(Pseudonym shopper) {
        Shopper known = shoppers.get(shopper);
        return known == null ? List.of() : List.copyOf(known.latest);
    }

    /** Actions of a shopper so far: a larger number tells that there was another. */
    public long count(Pseudonym shopper) {
        Shopper known = shoppers.get(shopper);
        return known == null ? 0 : known.actions;
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
