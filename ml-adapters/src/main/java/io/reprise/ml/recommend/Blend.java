package io.reprise.ml.recommend;

import java.util.ArrayList;
import java.util.List;

/**
 * Two recommenders together: the first one's scores as a softmax, the second one's as shares of their sum, mixed.
 *
 * @param weight of the second, from 0 to 1
 */
public record Blend(String name, Recommender logits, Recommender shares, double weight) implements Recommender {

    public Blend {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be in [0, 1], but was " + weight);
        }
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        List<float[]> first = logits.scores(histories);
        List<float[]> second = shares.scores(histories);
        List<float[]> mixed = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            mixed.add(mix(first.get(i), second.get(i)));
        }
        return mixed;
    }

    private float[] mix(float[] logit, float[] share) {
        double max = Double.NEGATIVE_INFINITY;
        double shareSum = 0;
        for (int i = 0; i < logit.length; i++) {
            max = Math.max(max, logit[i]);
            shareSum += share[i];
        }
        double[] likely = new double[logit.length];
        double sum = 0;
        for (int i = 0; i < logit.length; i++) {
            likely[i] = Math.exp(logit[i] - max);
            sum += likely[i];
        }
        float[] mixed = new float[logit.length];
        for (int i = 0; i < mixed.length; i++) {
            double lent = shareSum > 0 ? share[i] / shareSum : 0;
            mixed[i] = (float) ((1 - weight) * likely[i] / sum + weight * lent);
        }
        return mixed;
    }
}
