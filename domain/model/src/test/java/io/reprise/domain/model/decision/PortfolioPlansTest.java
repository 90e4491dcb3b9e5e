package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.SmallPortfolio.Sale;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small portfolios are decided as trying every start of every sale and adding up its hours says they should be. */
class PortfolioPlansTest {

    private static final int PORTFOLIOS = 80;

    @Test
    void without_a_solver_sales_take_their_best_starts_in_turn() {
        Random random = new Random(7);
        for (int n = 0; n < PORTFOLIOS; n++) {
            assertDecides(new SmallPortfolio(random), null, "portfolio " + n);
        }
    }

    @Test
    void the_best_plan_of_all_is_taken_from_whoever_found_it() {
        Random random = new Random(8);
        for (int n = 0; n < PORTFOLIOS; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            assertDecides(sales, best(sales, new Integer[sales.open.size()], 0), "portfolio " + n);
        }
    }

    @Test
    void a_plan_that_is_worse_than_taking_turns_or_forbidden_is_not_taken() {
        Random random = new Random(9);
        for (int n = 0; n < PORTFOLIOS; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            Integer[] any = sales.open.stream()
                    .map(sale -> random.nextInt(sale.from() - 1, sale.lastStart() + 2))
                    .toArray(Integer[]::new);
            assertDecides(sales, any, "portfolio " + n);
        }
    }

    @Test
    void an_answer_that_is_no_plan_for_these_sales_is_as_good_as_none() {
        Random random = new Random(10);
        for (int n = 0; n < 20; n++) {
            SmallPortfolio sales = new SmallPortfolio(random);
            if (turns(sales)[0] != null) {
                int campaigns = sales.open.size();
                Policy.Verdict<?> without = decide(sales, null);
                assertThat(decide(sales, new Tensor(campaigns + 1, 1, new float[campaigns + 1])))
                        .isEqualTo(without);
                assertThat(decide(sales, new Tensor(campaigns, 2, new float[2 * campaigns])))
                        .isEqualTo(without);
                assertThat(decide(sales, new Tensor(0, 1, new float[0]))).isEqualTo(without);
            }
        }
    }

    /** Of all plans in which every sale runs the one that earns most, or null if there is none. */
    private static Integer[] best(SmallPortfolio sales, Integer[] starts, int next) {
        if (next == starts.length) {
            return isPlan(sales, starts) ? starts.clone() : null;
        }
        Integer[] best = null;
        for (int start = sales.open.get(next).from();
                start <= sales.open.get(next).lastStart();
                start++) {
            Integer[] plan = best(sales, SmallPortfolio.with(starts, next, start), next + 1);
            if (plan != null && (best == null || sales.earned(plan) > sales.earned(best))) {
                best = plan;
            }
        }
        return best;
    }

    private static boolean isPlan(SmallPortfolio sales, Integer[] starts) {
        return IntStream.range(0, starts.length).allMatch(k -> sales.isAllowed(k, starts[k], starts));
    }

    private static Integer[] turns(SmallPortfolio sales) {
        Integer[] starts = new Integer[sales.open.size()];
        for (int turn = 0; turn < 20; turn++) {
            Integer[] before = starts.clone();
            for (int k = 0; k < starts.length; k++) {
                starts[k] = bestOf(sales, k, starts, true, true);
            }
            if (Arrays.equals(before, starts)) {
                break;
            }
        }
        return starts;
    }

    private static Integer bestOf(SmallPortfolio sales, int k, Integer[] starts, boolean heedClosed, boolean heedRoom) {
        Sale sale = sales.open.get(k);
        return IntStream.rangeClosed(sale.from(), sale.lastStart())
                .filter(start -> !heedClosed || sale.isOpen(start))
                .filter(start -> !heedRoom || sales.hasRoom(k, start, starts))
                .boxed()
                .min(Comparator.comparing((Integer start) -> -sales.added(k, start, starts))
                        .thenComparing(start -> start))
                .orElse(null);
    }

    private static Policy.Verdict<?> decide(SmallPortfolio sales, Tensor plan) {
        List<Evidence.Exhibit> exhibits = new ArrayList<>(List.of(
                SampleModels.exhibit("demand", sales.demand()), SampleModels.exhibit("purchase", sales.purchase())));
        if (plan != null) {
            exhibits.add(SampleModels.exhibit(PortfolioProblem.ROLE, plan));
        }
        return Policies.decide(Policies.SCHEDULE, sales.inputs(), new Evidence(exhibits), sales.parameters, 7);
    }

    private static void assertDecides(SmallPortfolio sales, Integer[] plan, String as) {
        Tensor answer = null;
        if (plan != null) {
            float[] hours = new float[plan.length];
            for (int k = 0; k < hours.length; k++) {
                hours[k] = plan[k] - sales.origin();
            }
            answer = new Tensor(hours.length, 1, hours);
        }
        Integer[] turns = turns(sales);
        if (turns[0] == null) {
            Tensor asked = answer;
            InvalidValue refused = catchThrowableOfType(InvalidValue.class, () -> decide(sales, asked));
            Sale ours = sales.open.getFirst();
            boolean isClosed =
                    IntStream.rangeClosed(ours.from(), ours.lastStart()).noneMatch(ours::isOpen);
            assertThat(refused.field()).as(as).isEqualTo(isClosed ? "steering.blackouts" : "portfolio.atOnceMax");
            return;
        }
        boolean isPlan = plan != null && isPlan(sales, plan);
        boolean isBetter = isPlan && sales.earned(plan) >= sales.earned(turns);
        Integer[] chosen = isBetter ? plan : turns;
        Policy.Verdict<?> verdict = decide(sales, answer);
        assertThat(((ScheduleOutcome) verdict.outcome()).window().from())
                .as(as)
                .isEqualTo(SmallPortfolio.at(chosen[0]));
        List<Alternative> weighed = starts(sales, chosen);
        if (isPlan) {
            Integer[] other = isBetter ? turns : plan;
            weighed.add(Alternative.weighed(
                            (isBetter ? "taking turns: start " : "solver's plan: start ") + SmallPortfolio.at(other[0]),
                            sales.earned(other),
                            "cents",
                            false)
                    .because("all campaigns together earn no more"));
        }
        assertThat(verdict.alternatives()).as(as).isEqualTo(weighed);
        assertThat(verdict.explanation()).as(as).isEqualTo(explained(sales, chosen));
    }

    private static List<Alternative> starts(SmallPortfolio sales, Integer[] chosen) {
        Sale ours = sales.open.getFirst();
        return new ArrayList<>(IntStream.rangeClosed(ours.from(), ours.lastStart())
                .filter(start -> sales.isAllowed(0, start, chosen))
                .boxed()
                .sorted(Comparator.comparing((Integer start) -> start.equals(chosen[0]) ? 0 : 1)
                        .thenComparing(start -> -sales.added(0, start, chosen))
                        .thenComparing(start -> start))
                .limit(Math.max(1, (int) sales.parameters.get("alternativesKept")))
                .map(start -> Alternative.weighed(
                        "start " + SmallPortfolio.at(start),
                        sales.added(0, start, chosen),
                        "cents",
                        start.equals(chosen[0])))
                .toList());
    }

    private static Explanation explained(SmallPortfolio sales, Integer[] chosen) {
        Sale ours = sales.open.getFirst();
        double worth = sales.added(0, chosen[0], chosen);
        double alone = alone(ours, chosen[0]);
        double blackouts = sales.added(0, bestOf(sales, 0, chosen, false, true), chosen) - worth;
        double room = sales.added(0, bestOf(sales, 0, chosen, true, false), chosen) - worth;
        double mostAlone = IntStream.rangeClosed(ours.from(), ours.lastStart())
                .filter(start -> sales.isAllowed(0, start, chosen))
                .mapToDouble(start -> alone(ours, start))
                .max()
                .orElseThrow();
        // Hours that would all lose count for nothing.
        double others = Math.max(0, mostAlone) - alone;
        double price =
                Stream.of(0.0, blackouts, room, others).max(Double::compare).orElseThrow();
        List<String> arguments =
                new ArrayList<>(List.of(SmallPortfolio.at(chosen[0]).toString(), Long.toString(Math.round(worth))));
        if (price > 0) {
            arguments.add(Long.toString(Math.round(price)));
        }
        String binding = price <= 0
                ? "alone"
                : price == Math.max(0, blackouts) ? "blackouts" : price == Math.max(0, room) ? "capacity" : "others";
        return new Explanation(
                "schedule.portfolio-" + binding,
                arguments,
                List.of(
                        new Factor("expected-margin-of-window", alone, worth),
                        new Factor("lost-to-other-campaigns", alone - worth, worth - alone),
                        new Factor("cost-of-blackouts", Math.max(0, blackouts), -Math.max(0, blackouts)),
                        new Factor("cost-of-capacity", Math.max(0, room), -Math.max(0, room)),
                        new Factor("push-waves", 0, 0),
                        new Factor("push-waves-capped", 0, 0)));
    }

    private static double alone(Sale ours, int start) {
        return IntStream.range(start, start + ours.lengthHours())
                .mapToLong(ours::worth)
                .sum();
    }
}
