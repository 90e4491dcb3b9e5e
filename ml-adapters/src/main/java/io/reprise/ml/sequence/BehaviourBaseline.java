package io.reprise.ml.sequence;

import io.reprise.ml.baseline.BaselineArtifact.BehaviourRates;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Counts what the transformer is to be better than. */
public final class BehaviourBaseline {

    private BehaviourBaseline() {}

    /** @param train examples that the transformer learns from, too */
    public static BehaviourRates of(SequenceModel model, List<Example> train) {
        SequenceShape shape = model.shape();
        int gap = gapChannel(shape);
        int seen = model.size().length() - (shape.isCausal() ? 0 : 1);
        double[][] x = new double[train.size()][];
        double[] y = new double[train.size()];
        double[] hours = new double[shape.hours()];
        double[] items = new double[shape.items()];
        Arrays.fill(hours, 1);
        Arrays.fill(items, 1);
        for (int i = 0; i < x.length; i++) {
            Example example = train.get(i);
            x[i] = row(example.history().latest(seen), gap);
            y[i] = example.bought();
            if (example.hour() >= 0) {
                hours[example.hour()]++;
            }
            if (example.next() > 0) {
                items[example.next() - 1]++;
            }
        }
        double[] beta = LogisticRegression.fit(x, y).coefficients();
        return new BehaviourRates(
                model.size().length(),
                gap + 1,
                shape.mask(),
                beta[0],
                beta[1],
                Arrays.stream(beta, 2, beta.length).boxed().collect(Collectors.toList()),
                shares(hours),
                shares(items));
    }

    private static int gapChannel(SequenceShape shape) {
        for (int c = 0; c < shape.channels().size(); c++) {
            if (shape.channels().get(c).name().equals(BehaviourVocabulary.GAP)) {
                return c;
            }
        }
        throw new IllegalArgumentException("there is no channel " + BehaviourVocabulary.GAP);
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
        return Arrays.stream(counts).map(count -> count / sum).boxed().collect(Collectors.toList());
    }
}
