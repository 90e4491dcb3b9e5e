package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscountBudgetTest {

    private record Choice(double worth, double discountCost) implements DiscountBudget.Option {}

    /** For each of a few items no discount and two or three deeper ones, in any order. */
    private static List<List<Choice>> items(Random random) {
        List<List<Choice>> items = new ArrayList<>();
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            List<Choice> options = new ArrayList<>(List.of(new Choice(random.nextInt(100), 0)));
            for (int k = random.nextInt(2, 4); k > 0; k--) {
                options.add(new Choice(random.nextInt(1_000), random.nextInt(1, 500)));
            }
            Collections.shuffle(options, random);
            items.add(options);
        }
        return items;
    }

    /** The most that any choice within the budget is worth. */
    private static double best(List<List<Choice>> items, int next, double budget) {
        if (budget < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (next == items.size()) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (Choice choice : items.get(next)) {
            best = Math.max(best, choice.worth() + best(items, next + 1, budget - choice.discountCost()));
        }
        return best;
    }

    @Test
    void what_is_chosen_fits_and_no_choice_that_fits_is_worth_more_than_the_price_of_what_is_left() {
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            List<List<Choice>> items = items(random);
            double budget = random.nextInt(1_500);
            double price = DiscountBudget.shadowPrice(items, budget);
            List<Choice> chosen = DiscountBudget.chosen(items, price);
            double left = budget - DiscountBudget.cost(chosen);
            assertThat(left).isNotNegative();
            assertThat(best(items, 0, budget))
                    .isBetween(DiscountBudget.worth(chosen), DiscountBudget.worth(chosen) + price * left + 1e-6);
            boolean isBinding = DiscountBudget.cost(DiscountBudget.chosen(items, 0)) > budget;
            assertThat(price > 0).isEqualTo(isBinding);
            if (isBinding) {
                assertThat(DiscountBudget.cost(DiscountBudget.chosen(items, price * (1 - 1e-9))))
                        .isGreaterThan(budget);
            }
        }
    }

    @Test
    void a_budget_that_just_lasts_has_no_price() {
        List<List<Choice>> items = List.of(List.of(new Choice(10, 0), new Choice(60, 20)));
        assertThat(DiscountBudget.shadowPrice(items, 20)).isZero();
        // 50 cents for 20: beyond two and a half a cent the discount is not worth its price.
        assertThat(DiscountBudget.shadowPrice(items, 19.9)).isCloseTo(2.5, offset(1e-9));
    }

    @Test
    void of_options_that_are_worth_the_same_the_first_is_taken() {
        Choice first = new Choice(10, 5);
        Choice second = new Choice(15, 10);
        assertThat(DiscountBudget.chosen(List.of(List.of(first, second)), 1)).containsExactly(first);
        assertThat(DiscountBudget.net(second, 1)).isEqualTo(5);
    }
}
