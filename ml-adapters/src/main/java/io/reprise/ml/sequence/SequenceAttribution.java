package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Why the transformer answered as it did: what each action contributed to the score by integrated gradients (Sundararajan,
 * Taly and Yan 2017), from actions of which nothing is known to the actions as they were, and how much the last position
 * looked at each. The contributions add up to the difference between the two scores.
 *
 * @param shares what each action that the model saw added to the score, oldest first; logits
 * @param attention for each layer, how much the last position looked at each of them; mean over heads
 * @param score the answer's logit, @param scoreOfNothing the logit where nothing is known of the actions
 */
public record SequenceAttribution(double[] shares, double[][] attention, double score, double scoreOfNothing) {

    private static final int STEPS = 64;

    /** Why an item scores as it does as the next. @param item from 1 */
    public static SequenceAttribution ofNext(TrainedSequences trained, History history, int item) {
        return of(trained, history, SequenceModel.NEXT, item);
    }

    /** Why the shopper is expected to buy, or not to. */
    public static SequenceAttribution ofPurchase(TrainedSequences trained, History history) {
        return of(trained, history, SequenceModel.BOUGHT, 1);
    }

    /** How far the shares are from adding up to what they explain. */
    public double gap() {
        return Math.abs(Arrays.stream(shares).sum() - (score - scoreOfNothing));
    }

    private static SequenceAttribution of(TrainedSequences trained, History history, String asked, int item) {
        SequenceModel model = trained.model();
        model.shape().check(history);
        float[] middles = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            middles[i] = (i + 0.5f) / STEPS;
        }
        float[] shares = trained.answer(asked + SequenceModel.SHARES, batch(model, history, middles, item));
        float[] ends = trained.answer(asked + SequenceModel.OF_PART, batch(model, history, new float[] {1, 0}, item));
        SequenceInput input = SequenceInput.of(model, List.of(history));
        int seen = Math.min(history.length(), input.width() - (model.shape().isCausal() ? 0 : 1));
        double[] mean = new double[seen];
        for (int i = 0; i < shares.length; i++) {
            if (i % input.width() < seen) {
                mean[i % input.width()] += shares[i] / (double) STEPS;
            }
        }
        float[] weights = trained.answer(SequenceModel.ATTENTION, input.batch());
        double[][] attention = new double[model.size().layers()][seen];
        for (int layer = 0; layer < attention.length; layer++) {
            for (int i = 0; i < seen; i++) {
                attention[layer][i] = weights[layer * input.width() + i];
            }
        }
        return new SequenceAttribution(mean, attention, ends[0], ends[1]);
    }

    private static Batch batch(SequenceModel model, History history, float[] parts, int item) {
        return SequenceInput.of(model, Collections.nCopies(parts.length, history))
                .batch()
                .with(SequenceModel.PART, parts, parts.length)
                .with(SequenceModel.CLASSES, new int[] {item}, 1);
    }
}
