package io.reprise.ml.graph;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Epochs until nothing gets better: after each, the model is scored on data it does not learn from, and the weights of the
 * best epoch are what comes out. Stops at an interrupt; with a checkpoint it goes on later where it stood.
 */
public final class Fitting {

    /** The batches of an epoch, in the order in which they are learned from. */
    public interface Batches {
        Iterator<Batch> epoch(int number, Random random);
    }

    /** The learning rate of a step, both counted from 1. */
    public interface Rate {
        float at(long step);

        static Rate constant(float rate) {
            return step -> rate;
        }

        /** Rises in a line to its peak, then falls as half a cosine to a tenth of it (Loshchilov and Hutter 2017). */
        static Rate warmUpAndCosine(float peak, long warmUpSteps, long steps) {
            return step -> {
                if (step <= warmUpSteps) {
                    return peak * step / warmUpSteps;
                }
                double done = Math.min(1, (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
                return (float) (peak * (0.1 + 0.9 * (1 + Math.cos(Math.PI * done)) / 2));
            };
        }
    }

    /**
     * @param patience epochs without improvement after which it stops
     * @param improvement a score counts as better if it is lower by more than this
     */
    public record Options(int epochs, int patience, double improvement, Rate rate, long seed) {}

    /** @param score lower is better */
    public record Epoch(int number, int of, double trainLoss, double score, boolean isBest, double seconds) {}

    /** @param weights those of the best epoch, @param isComplete false where it was interrupted */
    public record Fitted(List<Weight> weights, double score, int epoch, boolean isComplete) {}

    private final Options options;
    private final Consumer<Epoch> progress;

    public Fitting(Options options, Consumer<Epoch> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Without a checkpoint. */
    public Fitted fit(Training training, Batches batches, ToDoubleFunction<Training> score) {
        return fit(training, batches, score, null, "");
    }

    /**
     * @param score of the training's weights on validation data, lower is better
     * @param checkpoint written after each epoch, and gone on from if it is there; null for none
     * @param of says what is trained, on what, and how; a checkpoint of anything else is not used
     */
    public Fitted fit(
            Training training, Batches batches, ToDoubleFunction<Training> score, Path checkpoint, String of) {
        Optional<Checkpoint> earlier = checkpoint == null ? Optional.empty() : Checkpoint.read(checkpoint, of);
        earlier.ifPresent(found -> training.restore(found.state()));
        int bestEpoch = earlier.map(Checkpoint::bestEpoch).orElse(0);
        double best = earlier.map(Checkpoint::bestScore).orElse(Double.POSITIVE_INFINITY);
        List<Weight> weights = earlier.map(Checkpoint::best).orElseGet(training::weights);
        int epoch = earlier.map(Checkpoint::epoch).orElse(0);
        while (epoch < options.epochs() && epoch - bestEpoch < options.patience()) {
            epoch++;
            long start = System.nanoTime();
            double trainLoss = learn(training, batches.epoch(epoch, new Random(options.seed() * 1_000_003 + epoch)));
            if (Thread.currentThread().isInterrupted()) {
                return new Fitted(weights, best, bestEpoch, false);
            }
            double scored = score.applyAsDouble(training);
            boolean better = scored < best - options.improvement();
            if (better) {
                best = scored;
                bestEpoch = epoch;
                weights = training.weights();
            }
            if (checkpoint != null) {
                new Checkpoint(of, epoch, bestEpoch, best, training.state(), weights).write(checkpoint);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.accept(new Epoch(epoch, options.epochs(), trainLoss, scored, better, seconds));
        }
        training.putWeights(weights);
        return new Fitted(weights, best, bestEpoch, true);
    }

    private double learn(Training training, Iterator<Batch> batches) {
        double sum = 0;
        long steps = 0;
        while (batches.hasNext() && !Thread.currentThread().isInterrupted()) {
            sum += training.step(batches.next(), options.rate().at(training.steps() + 1));
            steps++;
        }
        return sum / Math.max(1, steps);
    }
}
