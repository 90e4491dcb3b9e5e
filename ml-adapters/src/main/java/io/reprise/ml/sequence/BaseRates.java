package io.reprise.ml.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How often shoppers buy and at which hours, from where the heads begin to learn what makes a difference.
 *
 * @param bought share of examples that end in a purchase
 * @param hours share of each hour among purchases; adds up to 1
 * @param own from where the head of hours begins for each shopper; empty where it begins at the shares of all
 */
public record BaseRates(double bought, double[] hours, Optional<OwnHours> own) {

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
                yes / known, Arrays.stream(counts).map(count -> count / sum).toArray(), Optional.empty());
    }

    /**
     * Hours begin at each shopper's own.
     *
     * @param model whose shape has channels of gaps and hours
     * @param validation examples by which strength and width are chosen
     */
    public BaseRates withOwnHours(SequenceModel model, List<Example> validation) {
        return new BaseRates(bought, hours, Optional.of(OwnHours.chosen(model, validation, hours)));
    }

    float[] boughtLogit() {
        return new float[] {(float) Math.log(bought / (1 - bought))};
    }

    float[] hourLogits() {
        float[] logits = new float[hours.length];
        if (own.isPresent()) {
            return logits;
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(hours[i]);
        }
        return logits;
    }
}
