package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Training;
import io.reprise.ml.sequence.SequenceShape.Objective;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Shoppers whose rules are known: each item is followed by the next one of a cycle. */
final class Planted {

    static final int ITEMS = 6;
    static final TransformerSize TINY = new TransformerSize(1, 16, 2, 32, 8, 0);

    private Planted() {}

    static SequenceModel ofItems(Objective objective) {
        return new SequenceModel(SequenceShape.ofItems(ITEMS, objective), TINY);
    }

    static int after(int item) {
        return item % ITEMS + 1;
    }

    /** Walks round the cycle. */
    static int[] walk(int start, int length) {
        int[] items = new int[length];
        items[0] = start;
        for (int i = 1; i < length; i++) {
            items[i] = after(items[i - 1]);
        }
        return items;
    }

    static List<Example> cycle(int count, Random random) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] items = walk(1 + random.nextInt(ITEMS), 1 + random.nextInt(5));
            examples.add(Example.ofNext(items, after(items[items.length - 1])));
        }
        return examples;
    }

    /** So many steps over the examples. */
    static Training learned(SequenceModel model, List<Example> examples, int sample, int epochs) {
        Training training = new Training(model, Training.Options.seeded(3));
        SequenceBatches batches = new SequenceBatches(model, examples, 32, sample);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Iterator<Batch> all = batches.epoch(epoch, new Random(epoch));
            while (all.hasNext()) {
                training.step(all.next(), 0.01f);
            }
        }
        return training;
    }

    static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best + 1;
    }
}
