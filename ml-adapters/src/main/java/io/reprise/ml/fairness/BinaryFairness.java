package io.reprise.ml.fairness;

import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.ml.fairness.GroupBootstrap.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How predicted probabilities do for each group. Of each: selection rate, true and false positive rate, area under the ROC
 * curve, log-loss, expected calibration error over ten groups of equal size, and the slope of a logistic regression of
 * what happened on the logit of what was predicted (Cox, 1958; 1 is right, below 1 is overconfident). Gaps: demographic
 * parity (Dwork et al., 2012), equal opportunity and equalized odds (Hardt, Price and Srebro, 2016), and calibration in
 * the large (see {@link FairnessLimit#CALIBRATION_GAP}).
 *
 * <p>Selected is whoever's probability is among the largest, as many as there are rows in which it happened. For what is
 * predicted and for calibration, the logits of all rows are first shifted by one number, so that over all groups as much
 * is predicted as happened: a sample has another share of events than what was learned from (King and Zeng, 2001), and
 * what is wrong for everybody alike is a matter of accuracy, not of fairness.
 */
public final class BinaryFairness {

    public static final String SELECTION_RATE = "selection-rate";
    public static final String TRUE_POSITIVE_RATE = "true-positive-rate";
    public static final String FALSE_POSITIVE_RATE = "false-positive-rate";
    public static final String DEMOGRAPHIC_PARITY_GAP = "demographic-parity-gap";
    public static final String EQUAL_OPPORTUNITY_GAP = "equal-opportunity-gap";
    public static final String EQUALIZED_ODDS_GAP = "equalized-odds-gap";

    private BinaryFairness() {}

    /**
     * @param attribute what the groups differ in
     * @param predicted probability of each row
     * @param happened 1 where it happened, 0 where not
     * @param groups the group of each row
     * @return a line a group, by name; empty where fewer than two groups are large enough
     * @throws IllegalArgumentException if there are not as many of each
     */
    public static List<GroupFigures> measure(
            String attribute, double[] predicted, float[] happened, List<String> groups, Sampling sampling) {
        if (predicted.length != happened.length || predicted.length != groups.size()) {
            throw new IllegalArgumentException("there must be as many predictions (" + predicted.length
                    + ") as outcomes (" + happened.length + ") and groups (" + groups.size() + ")");
        }
        SortedMap<String, int[]> rows = GroupBootstrap.split(groups, its -> {
            long events = Arrays.stream(its).filter(row -> happened[row] > 0).count();
            return its.length >= sampling.rowsMin()
                    && events >= sampling.eventsMin()
                    && its.length - events >= sampling.eventsMin();
        });
        if (rows.size() < 2) {
            return List.of();
        }
        double threshold = threshold(predicted, happened);
        double shift = shift(predicted, happened);
        List<Group> all = rows.entrySet().stream()
                .map(e -> new Group(e.getKey(), sorted(e.getValue(), predicted, happened, threshold, shift)))
                .toList();
        return GroupBootstrap.measure(attribute, all, sampling, BinaryFairness::withGaps);
    }

    /** The probability from which on as many rows are selected as there were events. */
    private static double threshold(double[] predicted, float[] happened) {
        int events = (int)
                IntStream.range(0, happened.length).filter(i -> happened[i] > 0).count();
        double[] sorted = predicted.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - Math.max(1, events))];
    }

    /** What is added to every logit so that as much is predicted as happened, by bisection. */
    private static double shift(double[] predicted, float[] happened) {
        double events = 0;
        for (float one : happened) {
            events += one;
        }
        double low = -30;
        double high = 30;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double p : predicted) {
                sum += BinaryRows.shifted(p, middle);
            }
            if (sum > events) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    private static BinaryRows sorted(int[] rows, double[] predicted, float[] happened, double threshold, double shift) {
        int[] order = Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> predicted[row])
                        .thenComparing(row -> row))
                .mapToInt(row -> row)
                .toArray();
        return new BinaryRows(
                Arrays.stream(order).mapToDouble(row -> predicted[row]).toArray(),
                Arrays.stream(order).mapToDouble(row -> happened[row]).toArray(),
                threshold,
                shift);
    }

    private static List<SortedMap<String, Double>> withGaps(List<SortedMap<String, Double>> figures) {
        double selectionMax = max(figures, SELECTION_RATE);
        double truePositiveMax = max(figures, TRUE_POSITIVE_RATE);
        double falsePositiveMin = figures.stream()
                .mapToDouble(f -> f.get(FALSE_POSITIVE_RATE))
                .min()
                .orElse(Double.NaN);
        List<SortedMap<String, Double>> all = new ArrayList<>();
        for (Map<String, Double> group : figures) {
            SortedMap<String, Double> more = new TreeMap<>(group);
            double missed = truePositiveMax - group.get(TRUE_POSITIVE_RATE);
            more.put(DEMOGRAPHIC_PARITY_GAP, selectionMax - group.get(SELECTION_RATE));
            more.put(EQUAL_OPPORTUNITY_GAP, missed);
            more.put(EQUALIZED_ODDS_GAP, Math.max(missed, group.get(FALSE_POSITIVE_RATE) - falsePositiveMin));
            more.put(
                    FairnessLimit.CALIBRATION_GAP,
                    Math.abs(group.get(BinaryRows.PREDICTED) - group.get(BinaryRows.OBSERVED)));
            all.add(more);
        }
        return all;
    }

    private static double max(List<SortedMap<String, Double>> figures, String name) {
        return figures.stream().mapToDouble(f -> f.get(name)).max().orElse(Double.NaN);
    }
}
