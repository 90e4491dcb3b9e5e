package io.reprise.ml.sequence;

import java.util.List;

/**
 * What makes probabilities of the heads' answers, found on windows that were not learned from: slope and shift of the
 * purchase's logit (Platt 1999), and how far the hours are drawn towards those of everybody (a linear pool, Stone 1961).
 *
 * @param hourWeight of the model's own shares, from 0 to 1; the rest is {@code hours}
 * @param hours of purchases in the windows learned from
 */
public record HeadCalibration(LogisticRegression purchase, double hourWeight, double[] hours) {

    private static final int STEPS = 20;

    static HeadCalibration of(TrainedSequences trained, List<Example> validation, BaseRates rates) {
        boolean[] bought = new boolean[validation.size()];
        for (int i = 0; i < bought.length; i++) {
            bought[i] = validation.get(i).bought() > 0;
        }
        List<History> histories = validation.stream().map(Example::history).toList();
        LogisticRegression purchase = LogisticRegression.calibration(trained.bought(histories), bought);
        List<Example> buyers =
                validation.stream().filter(example -> example.hour() >= 0).toList();
        List<float[]> shares =
                trained.hours(buyers.stream().map(Example::history).toList());
        double best = 0;
        double bestSum = Double.NEGATIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            HeadCalibration tried = new HeadCalibration(purchase, (double) step / STEPS, rates.hours());
            double sum = 0;
            for (int i = 0; i < buyers.size(); i++) {
                sum += Math.log(
                        Math.max(1e-9, tried.hour(shares.get(i), buyers.get(i).hour())));
            }
            if (sum > bestSum) {
                best = tried.hourWeight();
                bestSum = sum;
            }
        }
        return new HeadCalibration(purchase, best, rates.hours());
    }

    /** @param shares the model's, @return the share of an hour */
    public double hour(float[] shares, int hour) {
        return hourWeight * shares[hour] + (1 - hourWeight) * hours[hour];
    }
}
