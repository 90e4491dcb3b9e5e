package io.reprise.ml.training;

import io.reprise.ml.graph.Fitting.Epoch;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was asked of a training.
 *
 * @param data {@code bundled}, a file or a folder
 * @param home Reprise's folder
 * @param epochs at most this many passes; 0 leaves it to the model
 * @param out where progress is told
 * @param settings what is particular to a model, by name
 * @param choice of a variant, or between settings
 */
public record TrainingRun(
        String data, Path home, long seed, int epochs, PrintStream out, Map<String, String> settings, Choice choice) {

    /**
     * @param variant empty for the usual one
     * @param grid settings to try, each {@code name=value,value}
     * @param folds of the cross-validation by which the grid's points are compared
     */
    public record Choice(String variant, List<String> grid, int folds) {
        public static final Choice USUAL = new Choice("", List.of(), 3);
    }

    public TrainingRun(String data, Path home, long seed, int epochs, PrintStream out) {
        this(data, home, seed, epochs, out, Map.of(), Choice.USUAL);
    }

    /** Where what was learned so far is kept, so that a training that was stopped goes on. */
    Path checkpoints() {
        return home.resolve("training");
    }

    int epochsOr(int usual) {
        return epochs > 0 ? epochs : usual;
    }

    public TrainedShelf shelf() {
        return new TrainedShelf(home, out);
    }

    /** A line for each epoch, with what it brought and how long it can still take. */
    public Consumer<Epoch> progress() {
        long start = System.nanoTime();
        return epoch -> {
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            long left = spent.toSeconds() * (epoch.of() - epoch.number()) / epoch.number();
            out.printf(
                    Locale.ROOT,
                    "  epoch %2d/%d  train %.5f  validation %.5f %s  at most %d s left%n",
                    epoch.number(),
                    epoch.of(),
                    epoch.trainLoss(),
                    epoch.score(),
                    epoch.isBest() ? "best" : "    ",
                    left);
        };
    }
}
