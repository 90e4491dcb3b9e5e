package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Fitting;
import io.reprise.ml.sequence.Classes.Drawn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Examples as what a step is fed. Sequences of about the same length go into a batch together, which is as wide as its
 * longest; a masked model sees a hidden action at the end, where the next one will be, and some hidden ones before it.
 */
public final class SequenceBatches implements Fitting.Batches {

    /** So many batches are sorted by length together. */
    private static final int POOL = 20;

    /** Share of earlier actions that a masked model has to guess. */
    private static final double HIDDEN = 0.2;

    private final SequenceModel model;
    private final List<Example> examples;
    private final int size;
    private final float nextWeight;
    private final Classes classes;

    /** Where what comes next counts as much as each action that is guessed in the history. */
    public SequenceBatches(SequenceModel model, List<Example> examples, int size, int sample) {
        this(model, examples, size, sample, 1);
    }

    /**
     * @param size examples in a batch
     * @param sample items that the right one is weighed against, beside the batch's own; 0 for all
     * @param nextWeight how much the item that comes next counts beside an action that is guessed in the history
     */
    public SequenceBatches(SequenceModel model, List<Example> examples, int size, int sample, float nextWeight) {
        this.model = model;
        this.examples = examples;
        this.size = size;
        this.nextWeight = nextWeight;
        examples.forEach(example -> model.shape().check(example.history()));
        classes = new Classes(model.shape().items(), sample, frequency(model.shape(), examples));
    }

    /** 0 (all items) for catalogues that can be weighed as a whole, else 8,192. */
    public static int usualSample(int items) {
        return items <= Classes.WHOLE_UP_TO ? 0 : 8_192;
    }

    private static long[] frequency(SequenceShape shape, List<Example> examples) {
        long[] frequency = new long[shape.items() + 1];
        for (Example example : examples) {
            for (int item : example.history().items()) {
                frequency[item]++;
            }
            frequency[example.next()]++;
        }
        frequency[0] = 0;
        return frequency;
    }

    /** Steps in an epoch. */
    public int steps() {
        return (examples.size() + size - 1) / size;
    }

    @Override
    public Iterator<Batch> epoch(int number, Random random) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        List<List<Example>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += size * POOL) {
            List<Example> pool = order.subList(from, Math.min(order.size(), from + size * POOL));
            pool.sort(Comparator.comparingInt(example -> example.history().length()));
            for (int i = 0; i < pool.size(); i += size) {
                batches.add(pool.subList(i, Math.min(pool.size(), i + size)));
            }
        }
        Collections.shuffle(batches, random);
        return batches.stream().map(batch -> learning(batch, random)).iterator();
    }

    /** What a step learns from. */
    private Batch learning(List<Example> batch, Random random) {
        Rows rows = new Rows(batch);
        List<int[]> wanted = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            if (model.shape().isCausal()) {
                rows.wantFollowing(row, wanted);
            } else {
                rows.hideSome(row, wanted, random);
            }
            rows.wantNext(row, wanted);
        }
        Drawn drawn = classes.draw(wanted.stream().map(pair -> pair[1]).toList(), random);
        return rows.batch(wanted, drawn);
    }

    /** All examples as they are scored: only what comes after them counts, against all items. */
    public List<Batch> validation() {
        List<Example> byLength = examples.stream()
                .sorted(Comparator.comparingInt(example -> example.history().length()))
                .toList();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < byLength.size(); from += size) {
            batches.add(scored(byLength.subList(from, Math.min(byLength.size(), from + size))));
        }
        return batches;
    }

    private Batch scored(List<Example> some) {
        Rows rows = new Rows(some);
        List<int[]> wanted = new ArrayList<>();
        IntStream.range(0, some.size()).forEach(row -> rows.wantNext(row, wanted));
        return rows.batch(wanted, classes.all());
    }

    /** Rows of items and channels, filled from the end. */
    private final class Rows {
        private final List<Example> batch;
        private final SequenceInput input;

        Rows(List<Example> batch) {
            this.batch = batch;
            input = SequenceInput.of(model, batch.stream().map(Example::history).toList());
        }

        /** @param wanted gets pairs of position and item */
        void wantNext(int row, List<int[]> wanted) {
            if (batch.get(row).next() > 0) {
                wanted.add(
                        new int[] {(row + 1) * input.width() - 1, batch.get(row).next()});
            }
        }

        void wantFollowing(int row, List<int[]> wanted) {
            for (int at = row * input.width(); at < (row + 1) * input.width() - 1; at++) {
                if (input.items()[at] > 0) {
                    wanted.add(new int[] {at, input.items()[at + 1]});
                }
            }
        }

        void hideSome(int row, List<int[]> wanted, Random random) {
            for (int at = row * input.width(); at < (row + 1) * input.width() - 1; at++) {
                if (input.items()[at] > 0 && random.nextDouble() < HIDDEN) {
                    wanted.add(new int[] {at, input.items()[at]});
                    input.items()[at] = model.shape().mask();
                    for (int[] channel : input.channels()) {
                        channel[at] = 0;
                    }
                }
            }
        }

        Batch batch(List<int[]> wanted, Drawn drawn) {
            int n = batch.size();
            float[] bought = new float[n];
            float[] boughtKnown = new float[n];
            int[] hour = new int[n];
            float[] hourKnown = new float[n];
            for (int row = 0; row < n; row++) {
                Example example = batch.get(row);
                boughtKnown[row] = Float.isNaN(example.bought()) ? 0 : 1;
                bought[row] = Float.isNaN(example.bought()) ? 0 : example.bought();
                hourKnown[row] = example.hour() < 0 ? 0 : 1;
                hour[row] = Math.max(0, example.hour());
            }
            float[] weights = new float[wanted.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (wanted.get(i)[0] + 1) % input.width() == 0 ? nextWeight : 1;
            }
            int[] counted = wanted.stream().mapToInt(pair -> pair[0]).toArray();
            int[] targets = wanted.stream().mapToInt(pair -> drawn.of(pair[1])).toArray();
            Batch fed = input.batch()
                    .with(SequenceModel.COUNTED, counted, counted.length)
                    .with(SequenceModel.TARGETS, targets, targets.length)
                    .with(SequenceModel.TARGET_WEIGHTS, weights, weights.length)
                    .with(SequenceModel.CLASSES, drawn.items(), drawn.items().length)
                    .with(SequenceModel.CLASS_SHIFT, drawn.shift(), drawn.shift().length);
            return fed.with(SequenceModel.BOUGHT, bought, n)
                    .with(SequenceModel.BOUGHT_KNOWN, boughtKnown, n)
                    .with(SequenceModel.HOUR, hour, n)
                    .with(SequenceModel.HOUR_KNOWN, hourKnown, n);
        }
    }
}
