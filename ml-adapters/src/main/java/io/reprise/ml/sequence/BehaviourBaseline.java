package io.reprise.ml.sequence;

import io.reprise.ml.baseline.BaselineArtifact.BehaviourRates;
import io.reprise.ml.regression.LogisticRegression;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Counts what the transformer is to be better than. */
public final class BehaviourBaseline {

    private BehaviourBaseline() {}

    /** @param train examples that the transformer learns from, too */
    public static BehaviourRates of(SequenceModel model, List<Example> train) {
        SequenceShape shape = model.shape();
        int gap = gapChannel(shape)
                .orElseThrow(() -> new IllegalArgumentException("there is no channel " + BehaviourVocabulary.GAP));
        double[] items = new double[shape.items()];
        Arrays.fill(items, 1);
        for (Example example : train) {
            if (example.next() > 0) {
                items[example.next() - 1]++;
            }
        }
        double[] beta = counts(model, train).orElseThrow().coefficients();
        return new BehaviourRates(
                model.size().length(),
                gap + 1,
                shape.mask(),
                beta[0],
                beta[1],
                Arrays.stream(beta, 2, beta.length).boxed().toList(),
                Arrays.stream(BaseRates.of(train, shape.hours()).hours())
                        .boxed()
                        .toList(),
                shares(items));
    }

    /** Purchase by how much is known of the shopper, and for how long nothing was done; empty without a channel of gaps. */
    static Optional<LogisticRegression> counts(SequenceModel model, List<Example> train) {
        if (gapChannel(model.shape()).isEmpty()) {
            return Optional.empty();
        }
        double[][] x =
                train.stream().map(example -> row(model, example.history())).toArray(double[][]::new);
        double[] y = train.stream().mapToDouble(Example::bought).toArray();
        return Optional.of(LogisticRegression.fit(x, y));
    }

    static Optional<Integer> gapChannel(SequenceShape shape) {
        for (int c = 0; c < shape.channels().size(); c++) {
            if (shape.channels().get(c).name().equals(BehaviourVocabulary.GAP)) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /** A row of {@link #counts}. */
    static double[] row(SequenceModel model, History history) {
        int seen = model.size().length() - (model.shape().isCausal() ? 0 : 1);
        return row(history.latest(seen), gapChannel(model.shape()).orElseThrow());
    }

    /** Ones, how much is known, and the bucket of the time since the last action. */
    private static double[] row(History history, int gap) {
        double[] row = new double[2 + BehaviourVocabulary.gaps()];
        row[0] = 1;
        row[1] = Math.log(1.0 + history.length());
        row[1 + history.channels()[gap][history.length() - 1]] = 1;
        return row;
    }

    private static List<Double> shares(double[] counts) {
        double sum = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> count / sum).boxed().toList();
    }
}
