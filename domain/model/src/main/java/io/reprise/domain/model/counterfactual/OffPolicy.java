package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import io.reprise.domain.model.counterfactual.Valuation.Overlap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Values a policy from choices that another policy made, by their logged probabilities.
 *
 * <p>Horvitz, Thompson, <i>A generalization of sampling without replacement</i> (1952); Swaminathan, Joachims, <i>The
 * self-normalized estimator for counterfactual learning</i> (2015); Dudík, Langford, Li, <i>Doubly robust policy evaluation
 * and learning</i> (2011). Intervals are Student's over clusters, for the ratio by the delta method (Owen, <i>Monte Carlo
 * theory, methods and examples</i>, chapter 9). Where the other policy does what never could have been logged there is
 * nothing to judge it by, and it is not valued.
 */
public final class OffPolicy {

    static final int CHOICES_MIN = 30;
    static final double EFFECTIVE_MIN = 20;
    /** Options whose probability was estimated as 0, by drawing, may have had a little. */
    static final double UNSUPPORTED_MAX = 0.01;

    private static final int CLUSTERS_MIN = 8;
    private static final int FOLDS = 5;

    private final List<LoggedChoice> choices;
    private final List<List<LoggedChoice>> clusters;
    private final boolean byCampaign;

    private OffPolicy(List<LoggedChoice> choices) {
        this.choices = choices;
        Map<String, List<LoggedChoice>> named = new LinkedHashMap<>();
        choices.forEach(choice ->
                named.computeIfAbsent(choice.cluster(), c -> new ArrayList<>()).add(choice));
        this.byCampaign = named.size() >= CLUSTERS_MIN;
        this.clusters = byCampaign
                ? List.copyOf(named.values())
                : choices.stream().map(List::of).toList();
    }

    /** The order of the choices does not matter, but that those of a cluster are together. */
    public static Valuation value(List<LoggedChoice> choices) {
        int campaigns =
                (int) choices.stream().map(LoggedChoice::cluster).distinct().count();
        double unsupported = 0;
        double sum = 0;
        double squares = 0;
        double max = 0;
        for (LoggedChoice choice : choices) {
            unsupported += choice.unsupported() / choices.size();
            sum += choice.weight();
            squares += choice.weight() * choice.weight();
            max = Math.max(max, choice.weight());
        }
        double effective = squares > 0 ? sum * sum / squares : 0;
        Overlap overlap = new Overlap(choices.size(), campaigns, unsupported, effective, max);
        String refusal = refusal(overlap);
        return new Valuation(
                overlap,
                refusal.isEmpty() ? Optional.of(new OffPolicy(choices).estimates()) : Optional.empty(),
                refusal);
    }

    private static String refusal(Overlap overlap) {
        if (overlap.choices() < CHOICES_MIN) {
            return "TooFew: " + overlap.choices() + " decisions were logged with what came of them; it takes "
                    + CHOICES_MIN + ". Take more campaigns into view.";
        }
        if (overlap.unsupported() > UNSUPPORTED_MAX) {
            return "NoOverlap: in " + Math.round(1000 * overlap.unsupported()) / 10.0
                    + " % of decisions the other policy takes what had no chance of being taken. Only sales that try things "
                    + "out (steering.explorationBps) tell what else would have brought.";
        }
        if (overlap.effective() < EFFECTIVE_MIN) {
            return "TooLittleOverlap: what was logged tells as much as " + Math.round(overlap.effective())
                    + " decisions of the other policy's own would; it takes " + Math.round(EFFECTIVE_MIN)
                    + ". Take more campaigns into view, or try more out.";
        }
        return "";
    }

    private Estimates estimates() {
        Map<LoggedChoice, Double> robust = new IdentityHashMap<>();
        List<List<LoggedChoice>> folds = folds();
        for (List<LoggedChoice> fold : folds) {
            List<LoggedChoice> others = new ArrayList<>();
            for (List<LoggedChoice> other : folds) {
                if (other != fold) {
                    others.addAll(other);
                }
            }
            RewardModel model = RewardModel.fit(others);
            fold.forEach(choice -> robust.put(choice, robust(choice, model)));
        }
        double meanWeight = mean(LoggedChoice::weight);
        double ratio = mean(c -> c.weight() * c.reward()) / meanWeight;
        return new Estimates(
                estimate(LoggedChoice::reward),
                estimate(c -> c.weight() * c.reward()),
                estimate(c -> ratio + c.weight() * (c.reward() - ratio) / meanWeight),
                estimate(robust::get),
                estimate(c -> robust.get(c) - c.reward()),
                byCampaign ? "campaigns" : "decisions");
    }

    /** What the model expects of the other policy, corrected by how wrong it was about what was taken. */
    private static double robust(LoggedChoice choice, RewardModel model) {
        double expected = 0;
        for (Map.Entry<String, Double> option : choice.otherwise().entrySet()) {
            expected += option.getValue() * model.reward(choice, option.getKey());
        }
        return expected + choice.weight() * (choice.reward() - model.reward(choice, choice.option()));
    }

    /** Clusters dealt out in turn, so that no choice is judged by a model that has seen its own campaign. */
    private List<List<LoggedChoice>> folds() {
        List<List<LoggedChoice>> folds = new ArrayList<>();
        for (int i = 0; i < clusters.size(); i++) {
            if (i < FOLDS) {
                folds.add(new ArrayList<>());
            }
            folds.get(i % FOLDS).addAll(clusters.get(i));
        }
        return folds;
    }

    private double mean(ToDoubleFunction<LoggedChoice> of) {
        double sum = 0;
        for (LoggedChoice choice : choices) {
            sum += of.applyAsDouble(choice);
        }
        return sum / choices.size();
    }

    /** The mean, with an interval over clusters. */
    private Estimate estimate(ToDoubleFunction<LoggedChoice> of) {
        double mean = mean(of);
        double squares = 0;
        for (List<LoggedChoice> cluster : clusters) {
            double sum = 0;
            for (LoggedChoice choice : cluster) {
                sum += of.applyAsDouble(choice) - mean;
            }
            squares += sum * sum;
        }
        int n = clusters.size();
        double error = Math.sqrt(squares * n / (n - 1.0)) / choices.size();
        double half = StudentQuantile.TWO_SIDED_95.at(n - 1) * error;
        return new Estimate(mean, mean - half, mean + half);
    }
}
