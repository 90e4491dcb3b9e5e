package io.reprise.ml.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items that resemble what the shopper took, by their words: attributes, category, words of the name, price level. Words are
 * weighed by how rare they are, and compared by the cosine (Salton and Buckley 1988). Knows an item before anybody took it.
 */
public final class Content implements Recommender {

    private record Posting(int item, float weight) {}

    private final int items;
    private final Recency recency;
    private final Map<String, List<Posting>> index = new HashMap<>();
    private final List<Map<String, Float>> vectors = new ArrayList<>();

    /**
     * @param words of each item; items without any are recommended to nobody
     * @param decay what an action a step further back counts, from 0 to 1
     */
    public Content(int items, Map<Integer, List<String>> words, double decay) {
        this.items = items;
        this.recency = new Recency(decay);
        Map<String, Integer> with = new HashMap<>();
        words.values().forEach(list -> list.stream().distinct().forEach(word -> with.merge(word, 1, Integer::sum)));
        for (int item = 1; item <= items; item++) {
            Map<String, Float> vector = vector(words.getOrDefault(item, List.of()), with, words.size());
            vectors.add(vector);
            int of = item;
            vector.forEach((word, weight) ->
                    index.computeIfAbsent(word, w -> new ArrayList<>()).add(new Posting(of, weight)));
        }
    }

    private static Map<String, Float> vector(List<String> words, Map<String, Integer> with, int all) {
        Map<String, Double> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1.0, Double::sum));
        counts.replaceAll((word, count) -> count * Math.log((1.0 + all) / with.get(word)));
        double length =
                Math.sqrt(counts.values().stream().mapToDouble(w -> w * w).sum());
        Map<String, Float> vector = new TreeMap<>();
        counts.forEach((word, weight) -> vector.put(word, (float) (weight / Math.max(1e-9, length))));
        return vector;
    }

    @Override
    public String name() {
        return "content";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        return histories.stream().map(this::scores).toList();
    }

    private float[] scores(int[] history) {
        Map<String, Double> wanted = new TreeMap<>();
        for (int i = 0; i < history.length; i++) {
            double weight = recency.at(history.length - 1 - i);
            vectors.get(history[i] - 1).forEach((word, value) -> wanted.merge(word, weight * value, Double::sum));
        }
        float[] scores = new float[items];
        wanted.forEach((word, weight) ->
                index.get(word).forEach(posting -> scores[posting.item() - 1] += (float) (weight * posting.weight())));
        return scores;
    }
}
