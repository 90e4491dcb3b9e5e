package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.SmallPortfolio.Sale;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortfolioProblemTest {

    private static final Parameters DEFAULTS = Policies.defaults(Policies.SCHEDULE);

    private static PortfolioProblem problem(SmallPortfolio sales) {
        return PortfolioProblem.of(sales.inputs(), sales.demand(), sales.purchase(), sales.parameters);
    }

    @Test
    void the_question_to_a_solver_says_of_every_hour_what_the_sales_earn_and_lose_in_it() {
        Random random = new Random(7);
        for (int n = 0; n < 60; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            assertThat(rows(problem(sales).question(42)))
                    .as("portfolio %s", n)
                    .isEqualTo(expected(sales, 42, problem(sales).question(42).columns()));
        }
    }

    /** As the schema's description has it: portfolio-problem/1. */
    private static List<List<Float>> expected(SmallPortfolio sales, int seed, int columns) {
        int campaigns = sales.open.size();
        List<List<Float>> rows = new ArrayList<>();
        rows.add(row(columns, campaigns, sales.end() - sales.origin(), sales.atOnceMax, seed));
        rows.add(row(columns, sales.open.stream().mapToDouble(Sale::lengthHours).toArray()));
        for (int hour = sales.origin(); hour < sales.end(); hour++) {
            rows.add(row(columns, sales.running(hour)));
        }
        for (int k = 0; k < campaigns; k++) {
            Sale sale = sales.open.get(k);
            for (int hour = sales.origin(); hour < sales.end(); hour++) {
                double[] values = new double[2 + campaigns];
                if (hour >= sale.from() && hour <= sale.lastStart() && sale.isOpen(hour)) {
                    values[0] = 1;
                    values[1] = sales.added(k, hour, new Integer[campaigns]);
                }
                for (int other = 0; other < campaigns; other++) {
                    values[2 + other] = other == k ? 0 : sales.loss(sale, sales.open.get(other), hour);
                }
                rows.add(row(columns, values));
            }
        }
        return rows;
    }

    private static List<Float> row(int columns, double... values) {
        List<Float> row = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            row.add(column < values.length ? (float) values[column] : 0f);
        }
        return row;
    }

    private static List<List<Float>> rows(Tensor tensor) {
        List<List<Float>> rows = new ArrayList<>();
        for (int row = 0; row < tensor.rows(); row++) {
            List<Float> values = new ArrayList<>();
            for (int column = 0; column < tensor.columns(); column++) {
                values.add(tensor.at(row, column));
            }
            rows.add(values);
        }
        return rows;
    }

    @Test
    void a_question_is_as_wide_as_its_header_and_as_all_its_campaigns_need() {
        Random random = new Random(8);
        for (int n = 0; n < 20; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            assertThat(problem(sales).question(1).columns())
                    .isEqualTo(sales.open.size() > 2 ? 2 + sales.open.size() : 4);
        }
    }

    @Test
    void a_seed_of_any_size_is_told_to_the_solver_as_one_that_a_float_holds() {
        PortfolioProblem problem = problem(new SmallPortfolio(new Random(1)));
        assertThat(problem.question((1L << 20) + 5).at(0, 3)).isEqualTo(5);
        assertThat(problem.question(-1).at(0, 3)).isEqualTo((1 << 20) - 1);
    }

    @Test
    void there_is_something_to_share_only_where_another_start_is_open_too() {
        Random random = new Random(9);
        for (int n = 0; n < 20; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            assertThat(problem(sales).isShared()).isEqualTo(sales.open.size() != 1);
        }
    }

    /** Two hours, 10 and 30 units at a euro each. */
    private static PortfolioProblem twoHours(double weight, float... purchase) {
        ScheduleInputs in = new ScheduleInputs(
                new TimeWindow(SmallPortfolio.FROM, SmallPortfolio.at(2)), 1, 0, List.of(100L), Optional.empty());
        return PortfolioProblem.of(
                in,
                new Tensor(2, 3, new float[] {8, 10, 12, 24, 30, 36}),
                new Tensor(purchase.length, 1, purchase),
                DEFAULTS.with("purchaseWeight", weight));
    }

    @Test
    void a_part_of_the_margin_goes_to_the_hours_in_which_shoppers_are_likely_to_buy() {
        // A quarter of all 4,000 cents is spread anew, three to one: 750 + 750, and 2,250 + 250.
        PortfolioProblem problem = twoHours(0.25, 0.3f, 0.1f);
        assertThat(problem.worthAloneCents(0, 0)).isCloseTo(1_500, offset(1e-3));
        assertThat(problem.worthAloneCents(0, 1)).isCloseTo(2_500, offset(1e-3));
    }

    @Test
    void where_nobody_is_likely_to_buy_at_any_hour_the_margin_stays_where_demand_puts_it() {
        for (double weight : new double[] {0, 0.25}) {
            assertThat(twoHours(weight, 0, 0).worthAloneCents(0, 0)).isEqualTo(1_000);
            assertThat(twoHours(weight, 0, 0).worthAloneCents(0, 1)).isEqualTo(3_000);
        }
    }

    @Test
    void likelihoods_of_other_hours_than_the_sale_may_have_are_refused() {
        assertThatThrownBy(() -> twoHours(0.25, 0.3f, 0.1f, 0.1f))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("evidence.purchase")
                .hasMessageContaining("must be [2, 1], but was [3, 1]");
    }
}
