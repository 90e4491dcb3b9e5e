package io.reprise.ml.fairness;

import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.ml.fairness.GroupBootstrap.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How forecast units do for each group of items or regions: weighted absolute percentage error (Kolassa and Schütz, 2007),
 * and bias, the share by which all units together were forecast too many. Gaps: how much larger the error is than that
 * of the best group, and the size of the bias.
 */
public final class DemandFairness {

    public static final String WAPE_GAP = "wape-gap";
    public static final String BIAS_GAP = "bias-gap";

    private DemandFairness() {}

    /**
     * @param forecast units of each row
     * @param sold units that were sold
     * @param groups the group of each row
     * @return a line a group, by name; empty where fewer than two groups have rows enough and sold anything
     * @throws IllegalArgumentException if there are not as many of each
     */
    public static List<GroupFigures> measure(
            String attribute, double[] forecast, float[] sold, List<String> groups, Sampling sampling) {
        if (forecast.length != sold.length || forecast.length != groups.size()) {
            throw new IllegalArgumentException("there must be as many forecasts (" + forecast.length + ") as sales ("
                    + sold.length + ") and groups (" + groups.size() + ")");
        }
        SortedMap<String, int[]> rows = GroupBootstrap.split(
                groups,
                its -> its.length >= sampling.rowsMin()
                        && Arrays.stream(its).filter(row -> sold[row] > 0).count() >= sampling.eventsMin());
        if (rows.size() < 2) {
            return List.of();
        }
        List<Group> all = rows.entrySet().stream()
                .map(e -> new Group(e.getKey(), new DemandRows(e.getValue(), forecast, sold)))
                .toList();
        return GroupBootstrap.measure(attribute, all, sampling, DemandFairness::withGaps);
    }

    private record DemandRows(int[] rows, double[] forecast, float[] sold) implements GroupBootstrap.Rows {

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public SortedMap<String, Double> figures(int[] weights) {
            double absolute = 0;
            double over = 0;
            double units = 0;
            for (int i = 0; i < rows.length; i++) {
                double difference = forecast[rows[i]] - sold[rows[i]];
                absolute += weights[i] * Math.abs(difference);
                over += weights[i] * difference;
                units += weights[i] * sold[rows[i]];
            }
            SortedMap<String, Double> figures = new TreeMap<>();
            figures.put("wape", absolute / units);
            figures.put("bias", over / units);
            return figures;
        }
    }

    private static List<SortedMap<String, Double>> withGaps(List<SortedMap<String, Double>> figures) {
        double best = figures.stream().mapToDouble(f -> f.get("wape")).min().orElse(Double.NaN);
        List<SortedMap<String, Double>> all = new ArrayList<>();
        for (SortedMap<String, Double> group : figures) {
            SortedMap<String, Double> more = new TreeMap<>(group);
            more.put(WAPE_GAP, group.get("wape") - best);
            more.put(BIAS_GAP, Math.abs(group.get("bias")));
            all.add(more);
        }
        return all;
    }
}
