package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What groups of shoppers are interested in: the share of a shopper's actions that goes to a category, averaged so that
 * each shopper counts the same however active. Where the source has no categories, items take their place. Takes actions
 * sorted by shopper.
 */
public final class Interests {

    private static final int CATEGORIES_MAX = 200_000;

    /** By how a shopper buys. */
    public enum Group {
        BROWSES,
        BOUGHT_ONCE,
        BUYS_AGAIN
    }

    /**
     * @param share mean over the group's shoppers
     * @param margin half of its 95 % interval
     * @param lift share divided by the share among all shoppers
     */
    public record Interest(String category, double share, double margin, double lift) {}

    /** @param by "category", or "item" where there are none */
    public record Result(String by, Map<Group, Long> shoppers, Map<Group, List<Interest>> interests) {}

    private static final class Sums {
        private final double[] shares = new double[Group.values().length];
        private final double[] squares = new double[Group.values().length];
    }

    private final boolean byItem;
    private final Map<String, Sums> sums = new HashMap<>();
    private final long[] shoppers = new long[Group.values().length];
    private final Map<String, Integer> ofShopper = new HashMap<>();
    private final Set<String> orders = new HashSet<>();
    private int actions;
    private String shopper = "";

    /** @param byItem whether items stand for categories */
    public Interests(boolean byItem) {
        this.byItem = byItem;
    }

    public void add(ShopperAction action) {
        if (action.shopper().isEmpty() || action.action() == Action.RETURN) {
            return;
        }
        if (!action.shopperKey().equals(shopper)) {
            endOfShopper();
            shopper = action.shopperKey();
        }
        if (action.action() == Action.BUY) {
            Instant day = action.at().truncatedTo(ChronoUnit.DAYS);
            orders.add(action.order().isEmpty() ? day.toString() : action.order());
        }
        String category = byItem ? action.item() : action.category();
        if (!category.isEmpty()) {
            ofShopper.merge(category, 1, Integer::sum);
            actions++;
        }
    }

    private void endOfShopper() {
        if (actions > 0) {
            int group = (orders.isEmpty() ? Group.BROWSES : orders.size() == 1 ? Group.BOUGHT_ONCE : Group.BUYS_AGAIN)
                    .ordinal();
            shoppers[group]++;
            ofShopper.forEach((category, count) -> {
                if (sums.size() < CATEGORIES_MAX || sums.containsKey(category)) {
                    double share = count / (double) actions;
                    Sums sum = sums.computeIfAbsent(category, c -> new Sums());
                    sum.shares[group] += share;
                    sum.squares[group] += share * share;
                }
            });
        }
        ofShopper.clear();
        orders.clear();
        actions = 0;
    }

    /** @param top categories shown a group */
    public Result result(int top) {
        endOfShopper();
        Map<Group, Long> counts = new EnumMap<>(Group.class);
        Map<Group, List<Interest>> interests = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            counts.put(group, shoppers[group.ordinal()]);
            interests.put(group, top(group.ordinal(), top));
        }
        return new Result(byItem ? "item" : "category", counts, interests);
    }

    private List<Interest> top(int group, int top) {
        long all = shoppers[0] + shoppers[1] + shoppers[2];
        long n = shoppers[group];
        List<Interest> interests = new ArrayList<>();
        sums.forEach((category, sum) -> {
            if (sum.shares[group] > 0) {
                double share = sum.shares[group] / n;
                double variance = n < 2 ? 0 : Math.max(0, (sum.squares[group] - n * share * share) / (n - 1));
                double overall = (sum.shares[0] + sum.shares[1] + sum.shares[2]) / all;
                interests.add(new Interest(category, share, 1.96 * Math.sqrt(variance / n), share / overall));
            }
        });
        interests.sort(Comparator.comparingDouble((Interest i) -> -i.share()).thenComparing(Interest::category));
        return List.copyOf(interests.subList(0, Math.min(top, interests.size())));
    }
}
