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
        if (cost(chosen(options, 0)) <= budgetCents) {
            return 0;
        }
        double low = 0;
        double high = SHADOW_PRICE_MAX;
        for (int n = 0; n < HALVINGS; n++) {
            double middle = (low + high) / 2;
            if (cost(chosen(options, middle)) > budgetCents) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
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
