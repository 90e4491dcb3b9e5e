package io.reprise.domain.model.recommendation;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How alike items are by the words of their names: words weighed by how rare they are in the sale, compared by the cosine
 * (Salton and Buckley 1988). Of scripts written without spaces every two neighbouring characters are a word.
 */
public final class ItemNames {

    /** @param words numbers, ascending; @param weights of length 1 together */
    record Vector(int[] words, double[] weights) {}

    private static final Vector NONE = new Vector(new int[0], new double[0]);

    private final Map<Sku, Vector> vectors = new HashMap<>();

    private ItemNames() {}

    public static ItemNames of(Map<Sku, String> names) {
        Map<Sku, SortedMap<String, Integer>> counted = new TreeMap<>();
        SortedMap<String, Integer> with = new TreeMap<>();
        names.forEach((sku, name) -> {
            SortedMap<String, Integer> counts = new TreeMap<>();
            words(name).forEach(word -> counts.merge(word, 1, Integer::sum));
            counts.keySet().forEach(word -> with.merge(word, 1, Integer::sum));
            counted.put(sku, counts);
        });
        Map<String, Integer> numbers = new HashMap<>();
        with.keySet().forEach(word -> numbers.put(word, numbers.size()));
        ItemNames all = new ItemNames();
        counted.forEach((sku, counts) -> all.vectors.put(sku, vector(counts, with, numbers, names.size())));
        return all;
    }

    private static Vector vector(
            SortedMap<String, Integer> counts, Map<String, Integer> with, Map<String, Integer> numbers, int items) {
        int[] words = new int[counts.size()];
        double[] weights = new double[words.length];
        double squares = 0;
        int i = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            words[i] = numbers.get(entry.getKey());
            weights[i] = entry.getValue() * StrictMath.log((1.0 + items) / with.get(entry.getKey()));
            squares += weights[i] * weights[i];
            i++;
        }
        double length = Math.sqrt(squares);
        for (int w = 0; w < weights.length; w++) {
            weights[w] /= length;
        }
        return new Vector(words, weights);
    }

    /** Letters and digits that stand together, in lower case. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        boolean isIdeographic = false;
        for (int c : name.toLowerCase(Locale.ROOT).codePoints().toArray()) {
            if (Character.isIdeographic(c) != isIdeographic || !Character.isLetterOrDigit(c)) {
                end(run, isIdeographic, words);
            }
            if (Character.isLetterOrDigit(c)) {
                run.appendCodePoint(c);
                isIdeographic = Character.isIdeographic(c);
            }
        }
        end(run, isIdeographic, words);
        return words;
    }

    private static void end(StringBuilder run, boolean isIdeographic, List<String> words) {
        int[] characters = run.codePoints().toArray();
        if (!isIdeographic || characters.length == 1) {
            if (characters.length > 0) {
                words.add(run.toString());
            }
        } else {
            for (int i = 1; i < characters.length; i++) {
                words.add(new String(characters, i - 1, 2));
            }
        }
        run.setLength(0);
    }

    /** From 0, no word in common, to 1, the same words; 0 for an item that is not of the sale. */
    public double likeness(Sku one, Sku other) {
        return likeness(vector(one), vector(other));
    }

    /** Looked up once where an item is compared with many. */
    Vector vector(Sku sku) {
        return vectors.getOrDefault(sku, NONE);
    }

    static double likeness(Vector a, Vector b) {
        double sum = 0;
        int j = 0;
        for (int i = 0; i < a.words.length; i++) {
            while (j < b.words.length && b.words[j] < a.words[i]) {
                j++;
            }
            if (j < b.words.length && b.words[j] == a.words[i]) {
                sum += a.weights[i] * b.weights[j];
            }
        }
        return Math.min(1, sum);
    }
}
