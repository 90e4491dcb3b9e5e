package io.reprise.ml.purchase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Turns visits into rows for the network: each number as how far it fills each bin between the training data's quantiles
 * (piecewise linear encoding: Gorishniy et al. 2022), each name as one of those seen often enough.
 *
 * @param edges by number, its bins' edges from low to high
 * @param names by kind, the names that have a column; all others share the last
 */
public record SessionEncoding(List<double[]> edges, List<List<String>> names) {

    private static final int BINS = 12;
    private static final int NAME_SEEN_MIN = 40;

    /** Ratios that hold more than the columns they are made of: time a page, and shares of pages. */
    private static final int DERIVED = 5;

    /** From the training visits alone. */
    public static SessionEncoding of(List<ShopperSession> train) {
        List<double[]> edges = new ArrayList<>();
        for (int i = 0; i < SessionFile.NUMBERS.size() + DERIVED; i++) {
            int column = i;
            edges.add(edges(
                    train.stream().mapToDouble(s -> numbers(s)[column]).sorted().toArray()));
        }
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < SessionFile.KINDS.size(); i++) {
            Map<String, Integer> counts = new TreeMap<>();
            int kind = i;
            train.forEach(s -> counts.merge(s.kinds().get(kind), 1, Integer::sum));
            names.add(counts.entrySet().stream()
                    .filter(e -> e.getValue() >= NAME_SEEN_MIN)
                    .map(Map.Entry::getKey)
                    .toList());
        }
        return new SessionEncoding(List.copyOf(edges), List.copyOf(names));
    }

    /** Quantiles, each once; where many are zero, those of the rest. */
    private static double[] edges(double[] sorted) {
        double[] positive = Arrays.stream(sorted).filter(v -> v > sorted[0]).toArray();
        double[] of = positive.length == 0 ? sorted : positive;
        double[] all = new double[BINS + 1];
        all[0] = sorted[0];
        for (int i = 0; i < BINS; i++) {
            all[i + 1] = of[(int) Math.min(of.length - 1, Math.round((double) (i + 1) * of.length / BINS))];
        }
        return Arrays.stream(all).distinct().toArray();
    }

    /** The columns and the ratios made of them. */
    public static double[] numbers(ShopperSession session) {
        double[] n = session.numbers();
        double pages = n[0] + n[2] + n[4];
        double seconds = n[1] + n[3] + n[5];
        double[] all = Arrays.copyOf(n, n.length + DERIVED);
        all[n.length] = pages;
        all[n.length + 1] = seconds / Math.max(1, pages);
        all[n.length + 2] = n[5] / Math.max(1, n[4]);
        all[n.length + 3] = n[4] / Math.max(1, pages);
        all[n.length + 4] = n[7] - n[6];
        return all;
    }

    public int columns() {
        return edges.stream().mapToInt(e -> e.length).sum()
                + names.stream().mapToInt(n -> n.size() + 1).sum();
    }

    /** Row-major. */
    public float[] rows(List<ShopperSession> sessions) {
        float[] rows = new float[sessions.size() * columns()];
        for (int i = 0; i < sessions.size(); i++) {
            fill(rows, i * columns(), sessions.get(i));
        }
        return rows;
    }

    private void fill(float[] row, int at, ShopperSession session) {
        int cell = at;
        double[] numbers = numbers(session);
        for (int i = 0; i < numbers.length; i++) {
            double[] bins = edges.get(i);
            // Whether it is more than the least at all, then how far it fills each bin.
            row[cell++] = numbers[i] > bins[0] ? 1 : 0;
            for (int bin = 1; bin < bins.length; bin++) {
                double filled = (numbers[i] - bins[bin - 1]) / (bins[bin] - bins[bin - 1]);
                row[cell++] = (float) Math.max(0, Math.min(1, filled));
            }
        }
        for (int kind = 0; kind < names.size(); kind++) {
            int known = names.get(kind).indexOf(session.kinds().get(kind));
            row[cell + (known < 0 ? names.get(kind).size() : known)] = 1;
            cell += names.get(kind).size() + 1;
        }
    }

    /** 1 where the visit ended in a purchase. */
    public static float[] targets(List<ShopperSession> sessions) {
        float[] targets = new float[sessions.size()];
        IntStream.range(0, targets.length)
                .forEach(i -> targets[i] = sessions.get(i).bought() ? 1 : 0);
        return targets;
    }
}
