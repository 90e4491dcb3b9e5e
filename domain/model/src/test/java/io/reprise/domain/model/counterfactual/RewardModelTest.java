package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RewardModelTest {

    private static final List<String> OPTIONS = List.of("leave", "push", "price");

    private static LoggedChoice choice(String option, double reward, Map<String, List<Double>> features) {
        TreeMap<String, Double> logged = new TreeMap<>(Map.of("leave", 0.5, "push", 0.3, "price", 0.2));
        return new LoggedChoice("campaign", option, logged, logged, reward, new TreeMap<>(features));
    }

    private static LoggedChoice plain(String option, double reward) {
        return choice(option, reward, Map.of("leave", List.of(0.0), "push", List.of(0.0), "price", List.of(0.0)));
    }

    @Test
    void where_one_option_was_ever_taken_it_brings_what_it_brought_on_average() {
        RewardModel model = RewardModel.fit(List.of(plain("push", 100), plain("push", 300), plain("push", 350)));
        assertThat(model.reward(plain("push", 0), "push")).isCloseTo(250, within(1e-9));
    }

    @Test
    void an_option_is_believed_the_more_the_oftener_it_was_seen_and_one_never_seen_is_as_the_middle() {
        // The middle is 200. Two looks at either side of it count for two thirds, eight for eight ninths.
        for (int seen : new int[] {2, 8}) {
            List<LoggedChoice> choices = new ArrayList<>();
            for (int n = 0; n < seen; n++) {
                choices.add(plain("leave", 110));
                choices.add(plain("push", 290));
            }
            RewardModel model = RewardModel.fit(choices);
            double believed = 90.0 * seen / (seen + 1);
            assertThat(model.reward(plain("leave", 0), "leave")).isCloseTo(200 - believed, within(1e-9));
            assertThat(model.reward(plain("leave", 0), "push")).isCloseTo(200 + believed, within(1e-9));
            assertThat(model.reward(plain("leave", 0), "price")).isCloseTo(200, within(1e-9));
        }
    }

    private static List<LoggedChoice> market(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoggedChoice> choices = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            TreeMap<String, List<Double>> features = new TreeMap<>();
            for (String option : OPTIONS) {
                // The second is in other units; of the third nothing was ever seen.
                features.put(option, List.of(random.nextDouble(-1, 2), random.nextDouble(50, 900), 0.0));
            }
            String option = OPTIONS.get(random.nextInt(n < 12 ? 2 : 3));
            double reward = 40 * features.get(option).get(0)
                    + 0.3 * features.get(option).get(1)
                    + 70 * OPTIONS.indexOf(option)
                    + random.nextDouble(-20, 20);
            choices.add(choice(option, reward, features));
        }
        return choices;
    }

    /** Least squares with a penalty on everything but the middle, found by turning one weight after the other until none moves. */
    private static double[] leastSquares(List<double[]> rows, List<Double> rewards) {
        double[] weights = new double[rows.getFirst().length];
        for (int sweep = 0; sweep < 4_000; sweep++) {
            for (int j = 0; j < weights.length; j++) {
                double up = 0;
                double down = j == 0 ? 0 : 1;
                for (int n = 0; n < rows.size(); n++) {
                    double rest = rewards.get(n);
                    for (int k = 0; k < weights.length; k++) {
                        rest -= k == j ? 0 : weights[k] * rows.get(n)[k];
                    }
                    up += rows.get(n)[j] * rest;
                    down += rows.get(n)[j] * rows.get(n)[j];
                }
                weights[j] = up / down;
            }
        }
        return weights;
    }

    /** The middle, each feature in units of its size where its option was taken, and which option it is. */
    private static double[] row(LoggedChoice choice, String option, double[] size) {
        double[] row = new double[1 + size.length + OPTIONS.size()];
        row[0] = 1;
        for (int i = 0; i < size.length; i++) {
            row[1 + i] = choice.features().get(option).get(i) / size[i];
        }
        row[1 + size.length + OPTIONS.indexOf(option)] = 1;
        return row;
    }

    @Test
    void what_an_option_would_bring_is_the_least_squares_of_what_was_brought() {
        for (long seed = 0; seed < 3; seed++) {
            List<LoggedChoice> choices = market(seed);
            double[] size = {0, 0, 0};
            for (LoggedChoice choice : choices) {
                for (int i = 0; i < 2; i++) {
                    size[i] += Math.pow(choice.features().get(choice.option()).get(i), 2) / choices.size();
                }
            }
            double[] scale = {Math.sqrt(size[0]), Math.sqrt(size[1]), 1};
            double[] weights = leastSquares(
                    choices.stream().map(c -> row(c, c.option(), scale)).toList(),
                    choices.stream().map(LoggedChoice::reward).toList());
            RewardModel model = RewardModel.fit(choices);
            for (LoggedChoice choice : choices) {
                for (String option : OPTIONS) {
                    double expected = 0;
                    double[] row = row(choice, option, scale);
                    for (int j = 0; j < row.length; j++) {
                        expected += weights[j] * row[j];
                    }
                    assertThat(model.reward(choice, option)).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void an_option_of_which_nothing_is_known_is_taken_without_features() {
        List<LoggedChoice> choices = market(7);
        RewardModel model = RewardModel.fit(choices);
        LoggedChoice known =
                choice("leave", 0, Map.of("leave", List.of(1.0, 100.0, 0.0), "other", List.of(0.0, 0.0, 0.0)));
        LoggedChoice unknown = choice("leave", 0, Map.of("leave", List.of(1.0, 100.0, 0.0)));
        assertThat(model.reward(unknown, "other")).isEqualTo(model.reward(known, "other"));
    }
}
