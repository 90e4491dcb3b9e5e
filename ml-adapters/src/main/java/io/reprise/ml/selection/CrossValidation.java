package io.reprise.ml.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rolling origin (Tashman 2000): each fold learns from everything before a period and is scored on those after it, and no
 * fold ever learns from what it is scored on, nor from anything later.
 */
public final class CrossValidation {

    /**
     * @param learnUntil first period that is not learned from
     * @param from first period that is scored, @param until the one after the last
     */
    public record Fold(int number, int learnUntil, int from, int until) {
        public Fold {
            if (learnUntil > from) {
                throw new IllegalArgumentException("fold " + number + " learns from periods up to " + learnUntil
                        + " and is scored from " + from + ": it would look ahead");
            }
            if (learnUntil < 1 || from >= until) {
                throw new IllegalArgumentException("fold " + number + " has nothing to learn from or nothing to score");
            }
        }
    }

    /** @param scores by fold, lower is better */
    public record Scored(List<Double> scores) {
        public Scored {
            scores = List.copyOf(scores);
        }

        public double mean() {
            return scores.stream().mapToDouble(s -> s).average().orElse(Double.NaN);
        }

        /** Standard error of the mean; NaN for one fold. */
        public double error() {
            double mean = mean();
            double squares =
                    scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
            return Math.sqrt(squares / (scores.size() - 1) / scores.size());
        }
    }

    private CrossValidation() {}

    /**
     * Folds whose scored stretches follow each other without a gap up to the last period.
     *
     * @param periods how many there are
     * @param horizon length of a scored stretch
     * @throws IllegalArgumentException where less than two horizons would be left to learn from
     */
    public static List<Fold> rollingOrigin(int periods, int folds, int horizon) {
        if (folds < 1 || horizon < 1 || periods - folds * horizon < 2 * horizon) {
            throw new IllegalArgumentException(folds + " folds of " + horizon + " periods need at least "
                    + (folds + 2) * horizon + " periods, and there are " + periods
                    + ": take fewer folds or a shorter horizon");
        }
        return IntStream.range(0, folds)
                .mapToObj(k -> {
                    int from = periods - (folds - k) * horizon;
                    return new Fold(k + 1, from, from, from + horizon);
                })
                .toList();
    }

    /** Stops early at an interrupt; what was scored by then is the answer. */
    public static Scored run(List<Fold> folds, ToDoubleFunction<Fold> score) {
        List<Double> scores = new ArrayList<>();
        for (Fold fold : folds) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            scores.add(score.applyAsDouble(fold));
        }
        return new Scored(scores);
    }
}
