package io.reprise.ml.sequence;

import io.reprise.ml.regression.LogisticRegression;
import java.util.List;
import java.util.Optional;

/**
 * What makes probabilities of the heads' answers, found on windows that were not learned from: shift and slope of the
 * purchase's logit (Platt 1999), beside it the slope of the logit that counts alone give (stacking, Wolpert 1992), and how far the hours are drawn towards those from where
 * their head began: the shopper's own or those of everybody (a linear pool, Stone 1961).
 *
 * @param purchase of ones, the model's logit, and where there are counts theirs
 * @param counts purchase by how much is known and how long ago it was
 * @param hourWeight of the model's own shares, from 0 to 1; the rest is {@code own} where the model has it, else {@code hours}
 * @param hours of purchases in the windows learned from
 * @param own hours of each shopper; see {@link BaseRates#own}
 */
public record HeadCalibration(
        LogisticRegression purchase,
        Optional<LogisticRegression> counts,
        double hourWeight,
        double[] hours,
        Optional<OwnHours> own) {

    private static final int STEPS = 20;

    static HeadCalibration of(
            TrainedSequences trained, List<Example> validation, BaseRates rates, Optional<LogisticRegression> counts) {
        boolean[] bought = new boolean[validation.size()];
        for (int i = 0; i < bought.length; i++) {
            bought[i] = validation.get(i).bought() > 0;
        }
        List<History> histories = validation.stream().map(Example::history).toList();
        double[] logits = trained.bought(histories);
        double[][] x = new double[logits.length][];
        for (int i = 0; i < x.length; i++) {
            History history = histories.get(i);
            double own = logits[i];
            x[i] = counts.map(c -> new double[] {1, own, c.logit(BehaviourBaseline.row(trained.model(), history))})
                    .orElseGet(() -> new double[] {1, own});
        }
        LogisticRegression purchase = LogisticRegression.calibration(x, bought);
        List<Example> buyers =
                validation.stream().filter(example -> example.hour() >= 0).toList();
        List<float[]> shares =
                trained.hours(buyers.stream().map(Example::history).toList());
        double[] begun = buyers.stream()
                .mapToDouble(buyer -> begun(trained.model(), buyer.history(), rates.hours())[buyer.hour()])
                .toArray();
        double best = 0;
        double bestSum = Double.NEGATIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            HeadCalibration tried = new HeadCalibration(
                    purchase,
                    counts,
                    (double) step / STEPS,
                    rates.hours(),
                    trained.model().own());
            double sum = 0;
            for (int i = 0; i < buyers.size(); i++) {
                sum += Math.log(Math.max(
                        1e-9,
                        tried.hourWeight() * shares.get(i)[buyers.get(i).hour()]
                                + (1 - tried.hourWeight()) * begun[i]));
            }
            if (sum > bestSum) {
                best = tried.hourWeight();
                bestSum = sum;
            }
        }
        return new HeadCalibration(
                purchase, counts, best, rates.hours(), trained.model().own());
    }

    private static double[] begun(SequenceModel model, History history, double[] hours) {
        return model.own().map(own -> own.shares(model, history)).orElse(hours);
    }

    /** @param shares the model's for the history, @return the share of an hour */
    public double hour(SequenceModel model, History history, float[] shares, int hour) {
        return hourWeight * shares[hour] + (1 - hourWeight) * begun(model, history, hours)[hour];
    }
}
