package io.reprise.ml.fairness;

import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.GroupFigures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Figures of groups with percentile intervals (Efron, 1979): rows are drawn again within each group, all groups at once,
 * so that gaps between groups get intervals too.
 */
final class GroupBootstrap {

    /** The rows of one group. */
    interface Rows {
        int size();

        /** @param weights how often each row counts; one that is no number is left out */
        SortedMap<String, Double> figures(int[] weights);
    }

    record Group(String name, Rows rows) {}

    private GroupBootstrap() {}

    /** @param gaps from the figures of all groups to the same with their gaps */
    static List<GroupFigures> measure(
            String attribute,
            List<Group> groups,
            Sampling sampling,
            UnaryOperator<List<SortedMap<String, Double>>> gaps) {
        List<SortedMap<String, Double>> once = gaps.apply(groups.stream()
                .map(g -> g.rows()
                        .figures(IntStream.generate(() -> 1)
                                .limit(g.rows().size())
                                .toArray()))
                .toList());
        List<SortedMap<String, List<Double>>> again = replicate(groups, sampling, gaps);
        return IntStream.range(0, groups.size())
                .mapToObj(g -> {
                    SortedMap<String, Figure> figures = new TreeMap<>();
                    once.get(g).forEach((name, value) -> {
                        if (Double.isFinite(value)) {
                            figures.put(name, figure(value, again.get(g).getOrDefault(name, List.of())));
                        }
                    });
                    Group group = groups.get(g);
                    return new GroupFigures(
                            attribute, group.name(), group.rows().size(), figures);
                })
                .toList();
    }

    private static List<SortedMap<String, List<Double>>> replicate(
            List<Group> groups, Sampling sampling, UnaryOperator<List<SortedMap<String, Double>>> gaps) {
        List<SortedMap<String, List<Double>>> all = new ArrayList<>();
        groups.forEach(group -> all.add(new TreeMap<>()));
        SplittableRandom random = new SplittableRandom(sampling.seed());
        for (int replicate = 0; replicate < sampling.replicates(); replicate++) {
            List<SortedMap<String, Double>> drawn = gaps.apply(groups.stream()
                    .map(g -> g.rows().figures(draw(g.rows().size(), random)))
                    .toList());
            for (int g = 0; g < all.size(); g++) {
                SortedMap<String, List<Double>> values = all.get(g);
                drawn.get(g).forEach((name, value) -> {
                    if (Double.isFinite(value)) {
                        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
                    }
                });
            }
        }
        return all;
    }

    private static int[] draw(int size, SplittableRandom random) {
        int[] weights = new int[size];
        for (int i = 0; i < size; i++) {
            weights[random.nextInt(size)]++;
        }
        return weights;
    }

    private static Figure figure(double value, List<Double> drawn) {
        if (drawn.isEmpty()) {
            return new Figure(value, value, value);
        }
        double[] sorted = drawn.stream().mapToDouble(d -> d).sorted().toArray();
        return new Figure(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double level) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(level * (sorted.length - 1)))];
    }

    /** Rows by group: those of too small groups under {@code other}, which is left out where it is too small too. */
    static SortedMap<String, int[]> split(List<String> groups, java.util.function.Predicate<int[]> isLargeEnough) {
        SortedMap<String, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < groups.size(); row++) {
            rows.computeIfAbsent(groups.get(row), g -> new ArrayList<>()).add(row);
        }
        SortedMap<String, int[]> large = new TreeMap<>();
        List<Integer> others = new ArrayList<>();
        rows.forEach((group, its) -> {
            int[] indices = its.stream().mapToInt(i -> i).toArray();
            if (isLargeEnough.test(indices)) {
                large.put(group, indices);
            } else {
                others.addAll(its);
            }
        });
        int[] rest = others.stream().mapToInt(i -> i).sorted().toArray();
        if (isLargeEnough.test(rest)) {
            large.merge(OTHER, rest, GroupBootstrap::both);
        }
        return large;
    }

    static final String OTHER = "other";

    private static int[] both(int[] a, int[] b) {
        int[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        return all;
    }
}
