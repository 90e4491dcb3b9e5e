package io.reprise.ml.sequence;

import java.util.Arrays;
import java.util.List;

/**
 * How often shoppers buy and at which hours, from where the heads begin to learn what makes a difference.
 *
 * @param bought share of examples that end in a purchase
 * @param hours share of each hour among purchases; adds up to 1
 */
public record BaseRates(double bought, double[] hours) {

    /** Each outcome is counted once more than it came, so that none has no chance. */
    public static BaseRates of(List<Example> examples, int hours) {
        double yes = 1;
        double known = 2;
        double[] counts = new double[hours];
        Arrays.fill(counts, 1);
        for (Example example : examples) {
            if (!Float.isNaN(example.bought())) {
                yes += example.bought();
                known++;
            }
            if (example.hour() >= 0) {
                counts[example.hour()]++;
            }
        }
        double sum = Arrays.stream(counts).sum();
        return new BaseRates(
                yes / known, Arrays.stream(counts).map(count -> count / sum).toArray());
    }

    float[] boughtLogit() {
        return new float[] {(float) Math.log(bought / (1 - bought))};
    }

    float[] hourLogits() {
        float[] logits = new float[hours.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(hours[i]);
        }
        return logits;
    }
}
