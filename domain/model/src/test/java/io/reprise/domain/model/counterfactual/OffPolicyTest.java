package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Choices of a made-up market, whose truth is known: what another policy would bring is told right, and how sure that is. */
class OffPolicyTest {

    private static final List<String> OPTIONS = List.of("leave it alone", "small price steps", "large price steps");
    private static final int CAMPAIGNS = 40;
    private static final int EACH = 8;

    /** What an option brings on average: which is best depends on how the sale goes. */
    private static double mean(int option, double pace) {
        return 1_000 * pace + (option == 1 ? 300 - 200 * pace : option == 2 ? 900 - 900 * pace : 0);
    }

    private static double[] logging(double pace) {
        return pace < 0.8 ? new double[] {0.2, 0.3, 0.5} : new double[] {0.6, 0.3, 0.1};
    }

    /** Takes small steps, but leaves alone what goes well. */
    private static double[] other(double pace) {
        return pace < 1.2 ? new double[] {0, 1, 0} : new double[] {1, 0, 0};
    }

    private record Market(List<LoggedChoice> choices, double truth, double loggedTruth) {}

    /** Campaigns of one seed; those of a campaign share their luck, which the features do not show. */
    private static Market market(long seed, int campaigns) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoggedChoice> choices = new ArrayList<>();
        double truth = 0;
        double loggedTruth = 0;
        for (int campaign = 0; campaign < campaigns; campaign++) {
            double luck = 200 * random.nextGaussian();
            for (int i = 0; i < EACH; i++) {
                double pace = 0.5 + random.nextDouble();
                double[] logged = logging(pace);
                double[] other = other(pace);
                double draw = random.nextDouble();
                int option = draw < logged[0] ? 0 : draw < logged[0] + logged[1] ? 1 : 2;
                double reward = mean(option, pace) + luck + 300 * random.nextGaussian();
                TreeMap<String, List<Double>> features = new TreeMap<>();
                for (int o = 0; o < 3; o++) {
                    truth += other[o] * (mean(o, pace) + luck) / (campaigns * EACH);
                    loggedTruth += logged[o] * (mean(o, pace) + luck) / (campaigns * EACH);
                    // A model that is right about the pace, and half right about options.
                    features.put(OPTIONS.get(o), List.of(1_000 * pace, o == 0 ? 0.0 : 300 - 150 * pace));
                }
                choices.add(new LoggedChoice(
                        "campaign-" + campaign, OPTIONS.get(option), named(logged), named(other), reward, features));
            }
        }
        return new Market(choices, truth, loggedTruth);
    }

    private static TreeMap<String, Double> named(double[] probabilities) {
        TreeMap<String, Double> named = new TreeMap<>();
        for (int o = 0; o < 3; o++) {
            named.put(OPTIONS.get(o), probabilities[o]);
        }
        return named;
    }

    /** Mean of the other policy over all markets, known by adding up. */
    private static double expected() {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double pace = 0.5 + (i + 0.5) / 100_000;
            for (int o = 0; o < 3; o++) {
                sum += other(pace)[o] * mean(o, pace) / 100_000;
            }
        }
        return sum;
    }

    private static List<Estimates> estimates() {
        List<Estimates> all = new ArrayList<>();
        for (long seed = 0; seed < 400; seed++) {
            all.add(OffPolicy.value(market(seed, CAMPAIGNS).choices())
                    .estimates()
                    .orElseThrow());
        }
        return all;
    }

    private static double mean(List<Estimates> all, Function<Estimates, Estimate> of) {
        return all.stream().mapToDouble(e -> of.apply(e).cents()).average().orElseThrow();
    }

    private static double deviation(List<Estimates> all, Function<Estimates, Estimate> of) {
        double mean = mean(all, of);
        return Math.sqrt(all.stream()
                .mapToDouble(e -> Math.pow(of.apply(e).cents() - mean, 2))
                .average()
                .orElseThrow());
    }

    @Test
    void every_estimator_is_right_on_average_and_its_interval_as_often_as_it_says() {
        List<Estimates> all = estimates();
        double truth = expected();
        Map<String, Function<Estimates, Estimate>> estimators = Map.of(
                "inverse propensity", Estimates::inversePropensity,
                "self-normalised", Estimates::selfNormalised,
                "doubly robust", Estimates::doublyRobust);
        estimators.forEach((name, of) -> {
            double error = deviation(all, of) / Math.sqrt(all.size());
            assertThat(mean(all, of)).as(name).isCloseTo(truth, within(3 * error + 2));
            double covered = all.stream()
                            .filter(e -> of.apply(e).lowCents() <= truth
                                    && truth <= of.apply(e).highCents())
                            .count()
                    / (double) all.size();
            // 400 trials scatter by one in a hundred.
            assertThat(covered).as(name + " covers").isBetween(0.915, 0.985);
        });
    }

    @Test
    void the_doubly_robust_estimate_is_surer_and_tells_a_gain_where_there_is_one() {
        List<Estimates> all = estimates();
        assertThat(deviation(all, Estimates::selfNormalised)).isLessThan(deviation(all, Estimates::inversePropensity));
        assertThat(deviation(all, Estimates::doublyRobust))
                .isLessThan(0.6 * deviation(all, Estimates::inversePropensity));
        assertThat(deviation(all, Estimates::gain)).isLessThan(deviation(all, Estimates::doublyRobust));
        double gain = 0;
        for (int i = 0; i < 100_000; i++) {
            double pace = 0.5 + (i + 0.5) / 100_000;
            for (int o = 0; o < 3; o++) {
                gain += (other(pace)[o] - logging(pace)[o]) * mean(o, pace) / 100_000;
            }
        }
        double truth = gain;
        double covered = all.stream()
                        .filter(e -> e.gain().lowCents() <= truth
                                && truth <= e.gain().highCents())
                        .count()
                / (double) all.size();
        assertThat(covered).isBetween(0.915, 0.985);
    }

    @Test
    void a_policy_valued_by_its_own_choices_is_worth_what_they_brought() {
        List<LoggedChoice> own = market(7, CAMPAIGNS).choices().stream()
                .map(c -> new LoggedChoice(c.cluster(), c.option(), c.logged(), c.logged(), c.reward(), c.features()))
                .toList();
        Valuation valuation = OffPolicy.value(own);
        Estimates estimates = valuation.estimates().orElseThrow();
        assertThat(estimates.inversePropensity()).isEqualTo(estimates.logged());
        assertThat(estimates.selfNormalised().cents())
                .isCloseTo(estimates.logged().cents(), within(1e-9));
        assertThat(valuation.overlap().effective()).isCloseTo(own.size(), within(1e-9));
        assertThat(estimates.intervals()).isEqualTo("campaigns");
    }

    @Test
    void what_never_had_a_chance_is_not_valued() {
        List<LoggedChoice> choices = market(7, CAMPAIGNS).choices().stream()
                .map(c -> {
                    TreeMap<String, Double> push = new TreeMap<>(c.otherwise());
                    push.replaceAll((option, p) -> 0.9 * p);
                    push.put("extra push wave", 0.1);
                    return new LoggedChoice(c.cluster(), c.option(), c.logged(), push, c.reward(), c.features());
                })
                .toList();
        Valuation valuation = OffPolicy.value(choices);
        assertThat(valuation.estimates()).isEmpty();
        assertThat(valuation.refusal()).startsWith("NoOverlap: in 10.0 %");
        assertThat(valuation.overlap().unsupported()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void too_little_to_judge_by_is_not_valued() {
        assertThat(OffPolicy.value(List.of()).refusal()).startsWith("TooFew: 0 decisions");
        assertThat(OffPolicy.value(market(7, 3).choices()).refusal()).startsWith("TooFew: 24 decisions");
        List<LoggedChoice> rarely = market(7, CAMPAIGNS).choices().stream()
                .map(c -> {
                    TreeMap<String, Double> logged = new TreeMap<>(c.logged());
                    logged.replaceAll((option, p) -> option.equals(OPTIONS.get(2)) ? 0.002 : 0.499);
                    TreeMap<String, Double> large = new TreeMap<>(Map.of(OPTIONS.get(2), 1.0));
                    return new LoggedChoice(
                            c.cluster(),
                            OPTIONS.get(c.cluster().endsWith("-1") ? 2 : 0),
                            logged,
                            large,
                            c.reward(),
                            c.features());
                })
                .toList();
        assertThat(OffPolicy.value(rarely).refusal())
                .startsWith("TooLittleOverlap: what was logged tells as much as 8");
    }

    @Test
    void few_campaigns_are_taken_decision_by_decision_and_it_is_said() {
        List<LoggedChoice> two = market(7, CAMPAIGNS).choices().stream()
                .map(c -> new LoggedChoice(
                        c.cluster().substring(0, "campaign-1".length() - 1),
                        c.option(),
                        c.logged(),
                        c.otherwise(),
                        c.reward(),
                        c.features()))
                .toList();
        Valuation valuation = OffPolicy.value(two);
        assertThat(valuation.overlap().clusters()).isLessThan(8);
        assertThat(valuation.estimates().orElseThrow().intervals()).isEqualTo("decisions");
    }

    @Test
    void a_choice_that_could_not_have_been_made_is_refused() {
        assertThatThrownBy(() -> new LoggedChoice(
                        "c", "b", new TreeMap<>(Map.of("a", 1.0)), new TreeMap<>(), 0, new TreeMap<>()))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("logged probability cannot be 0");
    }
}
