package io.reprise.ml.sequence;

import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.TreeSet;

/**
 * Which items the right one is weighed against: all of them, or, where a catalogue is too large for that at each step, the
 * batch's own targets and a drawn sample. Sampled scores are corrected by the logarithm of how likely an item was to be
 * among them (Bengio and Senécal 2008), so that what is learned is the same softmax.
 */
final class Classes {

    /** Catalogues up to this size are weighed as a whole. */
    static final int WHOLE_UP_TO = 50_000;

    private final int items;
    private final int sample;
    private final double[] share;
    private final int[] all;

    /** @param items weighed in one step, in ascending order, @param shift added to each one's score */
    record Drawn(int[] items, float[] shift) {
        /** @return where an item is among them */
        int of(int item) {
            return Arrays.binarySearch(items, item);
        }
    }

    /**
     * @param sample drawn in each step; 0 to weigh all
     * @param frequency of each item, from 1, as a target
     */
    Classes(int items, int sample, long[] frequency) {
        if (sample < 0 || sample > items) {
            throw new IllegalArgumentException(
                    "the sample must be from 0 to the number of items " + items + ", but was " + sample);
        }
        this.items = items;
        this.sample = sample;
        double sum = Math.max(1, Arrays.stream(frequency).sum());
        share = Arrays.stream(frequency).mapToDouble(f -> f / sum).toArray();
        all = new int[items];
        Arrays.setAll(all, i -> i + 1);
    }

    Drawn all() {
        return new Drawn(all, new float[items]);
    }

    Drawn draw(Collection<Integer> targets, Random random) {
        if (sample == 0) {
            return all();
        }
        TreeSet<Integer> drawn = new TreeSet<>(targets);
        double uniform = (double) sample / items;
        for (int i = 0; i < sample; i++) {
            drawn.add(1 + random.nextInt(items));
        }
        int[] chosen = drawn.stream().mapToInt(Integer::intValue).toArray();
        float[] shift = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            // 1 − P(neither a target of the batch nor drawn)
            double absent = Math.exp(targets.size() * Math.log1p(-Math.min(0.999, share[chosen[i]])) - uniform);
            shift[i] = (float) -Math.log(Math.max(1e-9, 1 - absent));
        }
        return new Drawn(chosen, shift);
    }
}
