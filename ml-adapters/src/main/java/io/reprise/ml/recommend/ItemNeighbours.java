package io.reprise.ml.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Item-item collaborative filtering (Sarwar et al. 2001; Deshpande and Karypis 2004): two items are alike when the same
 * shoppers took both, by the cosine of who took them. A shopper who took much says less about each pair.
 */
public final class ItemNeighbours implements Recommender {

    /** @param similarity above 0 */
    private record Neighbour(int item, float similarity) {}

    private final int items;
    private final Recency recency;
    private final Neighbour[][] neighbours;

    /**
     * @param kept at most so many neighbours of an item
     * @param decay what an action a step further back counts, from 0 to 1
     */
    public ItemNeighbours(int items, List<int[]> train, int kept, double decay) {
        this.items = items;
        this.recency = new Recency(decay);
        double[] lengths = new double[items + 1];
        List<Map<Integer, Float>> together = new ArrayList<>();
        for (int i = 0; i <= items; i++) {
            together.add(new HashMap<>());
        }
        for (int[] sequence : train) {
            int[] distinct = Arrays.stream(sequence).distinct().toArray();
            float weight = (float) (1 / Math.log(2 + distinct.length));
            for (int a : distinct) {
                lengths[a] += weight;
                for (int b : distinct) {
                    if (a != b) {
                        together.get(a).merge(b, weight, Float::sum);
                    }
                }
            }
        }
        neighbours = new Neighbour[items + 1][];
        for (int item = 1; item <= items; item++) {
            neighbours[item] = nearest(item, together.get(item), lengths, kept);
        }
    }

    private static Neighbour[] nearest(int item, Map<Integer, Float> together, double[] lengths, int kept) {
        return together.entrySet().stream()
                .map(entry -> new Neighbour(entry.getKey(), (float)
                        (entry.getValue() / Math.sqrt(lengths[item] * lengths[entry.getKey()]))))
                .sorted(Comparator.comparingDouble((Neighbour n) -> -n.similarity())
                        .thenComparing(Neighbour::item))
                .limit(kept)
                .toArray(Neighbour[]::new);
    }

    @Override
    public String name() {
        return "item-kNN";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        return histories.stream().map(this::scores).toList();
    }

    private float[] scores(int[] history) {
        float[] scores = new float[items];
        for (int i = 0; i < history.length; i++) {
            double weight = recency.at(history.length - 1 - i);
            for (Neighbour neighbour : neighbours[history[i]]) {
                scores[neighbour.item() - 1] += (float) (weight * neighbour.similarity());
            }
        }
        return scores;
    }
}
