package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One choice among options that was logged with its probabilities, beside those with which another policy would have chosen.
 *
 * @param cluster what it belongs to: choices of one campaign depend on each other
 * @param option what was taken
 * @param logged probability with which each option was taken; those that are not named had none
 * @param otherwise probability with which the other policy takes each option
 * @param reward what came of it, in cents
 * @param features of each option, as known when it was chosen: what a model of the reward is fitted to, as long for each
 */
public record LoggedChoice(
        String cluster,
        String option,
        SortedMap<String, Double> logged,
        SortedMap<String, Double> otherwise,
        double reward,
        SortedMap<String, List<Double>> features) {

    public LoggedChoice {
        logged = Collections.unmodifiableSortedMap(new TreeMap<>(logged));
        otherwise = Collections.unmodifiableSortedMap(new TreeMap<>(otherwise));
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
        InvalidValue.unless(
                logged.getOrDefault(option, 0.0) > 0,
                "option",
                "was taken, so its logged probability cannot be 0: '" + option + "'");
    }

    /** How much more often the other policy takes what was taken. */
    double weight() {
        return otherwise.getOrDefault(option, 0.0) / logged.get(option);
    }

    /** Probability that the other policy takes an option that could not have been taken. */
    double unsupported() {
        double sum = 0;
        for (Map.Entry<String, Double> choice : otherwise.entrySet()) {
            sum += logged.getOrDefault(choice.getKey(), 0.0) > 0 ? 0 : choice.getValue();
        }
        return sum;
    }
}
