package io.reprise.domain.model.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses one option for each item so that all their discounts together fit a budget, by the shadow price of a cent of
 * discount: the least at which what every item takes for itself fits (Lagrangian relaxation of the multiple-choice
 * knapsack, Everett 1963). What is left of the budget is at most what one item's next option costs.
 */
final class DiscountBudget {

    /** Beyond this a cent of discount has no price: then every item takes what costs least. */
    private static final double SHADOW_PRICE_MAX = 1e4;

    private static final int HALVINGS = 60;

    private DiscountBudget() {}

    /** Something an item can be offered at. */
    interface Option {
        double worth();

        /** What its discount costs over all units expected to be sold, in cents. */
        double discountCost();
    }

    /** 0 where the budget does not bind. */
    static <O extends Option> double shadowPrice(List<? extends List<O>> options, double budgetCents) {
        Market market = new Market(options);
        if (market.cost(0) <= budgetCents) {
            return 0;
        }
        double low = 0;
        double high = SHADOW_PRICE_MAX;
        for (int n = 0; n < HALVINGS; n++) {
            double middle = (low + high) / 2;
            if (market.cost(middle) > budgetCents) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** All options in plain arrays: the search looks at each of them for each price that it tries. */
    private static final class Market {

        private final int[] ends;
        private final double[] worth;
        private final double[] cost;

        <O extends Option> Market(List<? extends List<O>> options) {
            ends = new int[options.size()];
            int all = 0;
            for (int i = 0; i < ends.length; i++) {
                all += options.get(i).size();
                ends[i] = all;
            }
            worth = new double[all];
            cost = new double[all];
            int n = 0;
            for (List<O> some : options) {
                for (O option : some) {
                    worth[n] = option.worth();
                    cost[n++] = option.discountCost();
                }
            }
        }

        /** What all items together cost as {@link #chosen} at a price: the same sum in the same order. */
        double cost(double shadowPrice) {
            double sum = 0;
            int n = 0;
            for (int end : ends) {
                int best = n;
                double net = worth[n] - shadowPrice * cost[n];
                for (n++; n < end; n++) {
                    double other = worth[n] - shadowPrice * cost[n];
                    if (other > net) {
                        net = other;
                        best = n;
                    }
                }
                sum += cost[best];
            }
            return sum;
        }
    }

    /** For each item its best at this price of a cent of discount; of equals the first. */
    static <O extends Option> List<O> chosen(List<? extends List<O>> options, double shadowPrice) {
        List<O> chosen = new ArrayList<>();
        for (List<O> some : options) {
            O best = some.get(0);
            for (O option : some) {
                if (net(option, shadowPrice) > net(best, shadowPrice)) {
                    best = option;
                }
            }
            chosen.add(best);
        }
        return chosen;
    }

    static double net(Option option, double shadowPrice) {
        return option.worth() - shadowPrice * option.discountCost();
    }

    static double worth(List<? extends Option> options) {
        double worth = 0;
        for (Option option : options) {
            worth += option.worth();
        }
        return worth;
    }

    static double cost(List<? extends Option> options) {
        double cost = 0;
        for (Option option : options) {
            cost += option.discountCost();
        }
        return cost;
    }
}
