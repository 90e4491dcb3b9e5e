package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Estimates added up again from their formulas, and the last value at which one is refused. */
class OffPolicyByHandTest {

    private static LoggedChoice choice(String campaign, String option, double reward, double otherwiseA) {
        TreeMap<String, Double> otherwise = new TreeMap<>(Map.of("a", otherwiseA, "b", 1 - otherwiseA));
        return choice(campaign, option, reward, otherwise, 3);
    }

    private static LoggedChoice choice(
            String campaign, String option, double reward, TreeMap<String, Double> otherwise, double pace) {
        return new LoggedChoice(
                campaign,
                option,
                new TreeMap<>(Map.of("a", 0.5, "b", 0.5)),
                otherwise,
                reward,
                new TreeMap<>(Map.of("a", List.of(pace), "b", List.of(2 * pace))));
    }

    private static List<LoggedChoice> choices(int campaigns, int each, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoggedChoice> choices = new ArrayList<>();
        for (int campaign = 0; campaign < campaigns; campaign++) {
            for (int n = 0; n < each; n++) {
                double a = random.nextDouble(0.3, 1);
                double pace = random.nextDouble(1, 5);
                choices.add(choice(
                        "campaign-" + campaign,
                        random.nextBoolean() ? "a" : "b",
                        100 * campaign + random.nextDouble(1_000),
                        new TreeMap<>(Map.of("a", a, "b", 1 - a)),
                        pace));
            }
        }
        return choices;
    }

    /** A mean with Student's interval over the sums of clusters. */
    private static Estimate mean(Map<String, List<Double>> byCluster) {
        List<Double> all = byCluster.values().stream().flatMap(List::stream).toList();
        double mean = all.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        int n = byCluster.size();
        double squares = 0;
        for (List<Double> values : byCluster.values()) {
            double off = values.stream().mapToDouble(value -> value - mean).sum();
            squares += off * off;
        }
        double half = StudentQuantile.TWO_SIDED_95.at(n - 1) * Math.sqrt(squares / (n - 1) * n) / all.size();
        return new Estimate(mean, mean - half, mean + half);
    }

    private static void assertSame(Estimate actual, Map<String, List<Double>> byCluster) {
        Estimate expected = mean(byCluster);
        assertThat(actual.cents()).isCloseTo(expected.cents(), within(1e-8));
        assertThat(actual.lowCents()).isCloseTo(expected.lowCents(), within(1e-8));
        assertThat(actual.highCents()).isCloseTo(expected.highCents(), within(1e-8));
    }

    @Test
    void each_estimate_is_its_formula_over_campaigns_where_there_are_eight_of_them_and_else_over_decisions() {
        for (int campaigns : new int[] {7, 8, 11}) {
            List<LoggedChoice> choices = choices(campaigns, 5, 7);
            Estimates estimates = OffPolicy.value(choices).estimates().orElseThrow();
            boolean byCampaign = campaigns >= 8;
            assertThat(estimates.intervals()).isEqualTo(byCampaign ? "campaigns" : "decisions");
            double weights = choices.stream().mapToDouble(c -> weight(c)).sum();
            double ratio =
                    choices.stream().mapToDouble(c -> weight(c) * c.reward()).sum() / weights;
            Map<String, List<Double>> logged = new LinkedHashMap<>();
            Map<String, List<Double>> inverse = new LinkedHashMap<>();
            Map<String, List<Double>> normalised = new LinkedHashMap<>();
            Map<String, List<Double>> robust = new LinkedHashMap<>();
            Map<String, List<Double>> gain = new LinkedHashMap<>();
            for (int n = 0; n < choices.size(); n++) {
                LoggedChoice c = choices.get(n);
                String cluster = byCampaign ? c.cluster() : "decision-" + n;
                add(logged, cluster, c.reward());
                add(inverse, cluster, weight(c) * c.reward());
                add(normalised, cluster, ratio + weight(c) * (c.reward() - ratio) * choices.size() / weights);
                RewardModel model = RewardModel.fit(others(choices, n, byCampaign));
                double expected = 0;
                for (String option : List.of("a", "b")) {
                    expected += c.otherwise().get(option) * model.reward(c, option);
                }
                double doubly = expected + weight(c) * (c.reward() - model.reward(c, c.option()));
                add(robust, cluster, doubly);
                add(gain, cluster, doubly - c.reward());
            }
            assertSame(estimates.logged(), logged);
            assertSame(estimates.inversePropensity(), inverse);
            assertSame(estimates.selfNormalised(), normalised);
            assertSame(estimates.doublyRobust(), robust);
            assertSame(estimates.gain(), gain);
        }
    }

    private static double weight(LoggedChoice choice) {
        return choice.otherwise().get(choice.option()) / 0.5;
    }

    private static void add(Map<String, List<Double>> byCluster, String cluster, double value) {
        byCluster.computeIfAbsent(cluster, c -> new ArrayList<>()).add(value);
    }

    /** All but every fifth campaign or decision, counted from the one at hand. */
    private static List<LoggedChoice> others(List<LoggedChoice> choices, int of, boolean byCampaign) {
        List<String> campaigns =
                choices.stream().map(LoggedChoice::cluster).distinct().toList();
        List<LoggedChoice> others = new ArrayList<>();
        // The order in which a model sees choices changes the last bit of it: fold by fold, as they were dealt.
        for (int fold = 0; fold < 5; fold++) {
            for (int n = 0; n < choices.size(); n++) {
                int dealt = byCampaign ? campaigns.indexOf(choices.get(n).cluster()) : n;
                int own = byCampaign ? campaigns.indexOf(choices.get(of).cluster()) : of;
                if (dealt % 5 == fold && fold != own % 5) {
                    others.add(choices.get(n));
                }
            }
        }
        return others;
    }

    @Test
    void thirty_decisions_are_enough_and_one_less_is_not() {
        assertThat(OffPolicy.value(choices(10, 3, 7)).refusal()).isEmpty();
        assertThat(OffPolicy.value(choices(10, 3, 7).subList(0, 29)).refusal())
                .startsWith("TooFew: 29 decisions were logged with what came of them; it takes 30");
    }

    /** Of 30 decisions so many that the other policy takes too, the rest such that it never does. */
    private static Valuation agreeing(int agree) {
        List<LoggedChoice> choices = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            choices.add(choice("campaign-" + n % 10, n < agree ? "a" : "b", 100 + n, 1));
        }
        return OffPolicy.value(choices);
    }

    @Test
    void as_much_as_twenty_decisions_of_its_own_is_enough_and_as_nineteen_is_not() {
        assertThat(agreeing(20).overlap().effective()).isEqualTo(20);
        assertThat(agreeing(20).refusal()).isEmpty();
        assertThat(agreeing(20).overlap().weightMax()).isEqualTo(2);
        assertThat(agreeing(19).estimates()).isEmpty();
        assertThat(agreeing(19).refusal())
                .startsWith("TooLittleOverlap: what was logged tells as much as 19 decisions")
                .contains("it takes 20");
        assertThat(agreeing(0).overlap().effective()).isZero();
    }

    /** The effective number by Kish, of weights that are not all the same. */
    @Test
    void how_many_decisions_what_was_logged_is_worth_is_by_the_spread_of_its_weights() {
        List<LoggedChoice> choices = choices(10, 4, 3);
        double sum = choices.stream().mapToDouble(c -> weight(c)).sum();
        double squares =
                choices.stream().mapToDouble(c -> weight(c) * weight(c)).sum();
        assertThat(OffPolicy.value(choices).overlap().effective()).isCloseTo(sum * sum / squares, within(1e-9));
        assertThat(OffPolicy.value(choices).overlap().clusters()).isEqualTo(10);
        assertThat(OffPolicy.value(choices).overlap().choices()).isEqualTo(40);
    }

    /** Of fifty decisions one, in which the other policy would so often have done what had no chance. */
    private static Valuation trying(double share) {
        List<LoggedChoice> choices = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            double push = n == 7 ? share : 0;
            TreeMap<String, Double> otherwise = new TreeMap<>(Map.of("a", 1 - push, "push", push));
            choices.add(choice("campaign-" + n % 10, "a", 100 + n, otherwise, 1 + n));
        }
        return OffPolicy.value(choices);
    }

    @Test
    void a_hundredth_of_what_had_no_chance_may_be_chance_and_more_is_not() {
        assertThat(trying(0.5).overlap().unsupported()).isEqualTo(0.01);
        assertThat(trying(0.5).refusal()).isEmpty();
        assertThat(trying(0.51).refusal()).startsWith("NoOverlap: in 1.0 % of decisions");
        assertThat(trying(1).refusal()).startsWith("NoOverlap: in 2.0 % of decisions");
    }
}
