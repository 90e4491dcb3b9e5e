package io.reprise.ml.training;

import io.reprise.domain.model.port.ModelTrainer;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.training.ModelTraining.UnusableData;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * What was asked of a training.
 *
 * @param data {@code bundled}, a file or a folder
 * @param home Reprise's folder
 * @param epochs at most this many passes; 0 leaves it to the model
 * @param out where progress is told
 * @param choice what only some models have
 * @param asked by whom, and who watches it
 */
public record TrainingRun(String data, Path home, long seed, int epochs, PrintStream out, Choice choice, Asked asked) {

    /**
     * @param settings what is particular to a model, by name
     * @param grid settings to try, each {@code name=value,value}
     * @param folds of the cross-validation by which the grid's points are compared
     */
    public record Choice(Map<String, String> settings, List<String> grid, int folds) {
        public static final Choice USUAL = new Choice(Map.of(), List.of(), 3);

        public Choice {
            settings = Map.copyOf(settings);
            grid = List.copyOf(grid);
        }

        /** @throws UnusableData where something else is set, which would go unnoticed */
        void requireOnly(String... names) throws UnusableData {
            for (String set : settings.keySet()) {
                if (!List.of(names).contains(set)) {
                    throw new UnusableData("--set: there is no '" + set + "' here, only " + String.join(", ", names));
                }
            }
        }
    }

    /** @param by who is said to have trained the model */
    public record Asked(String by, ModelTrainer.Watch watch) {

        /** At the command line: whoever is there reads what is printed, and stops the program. */
        static final Asked AT_THE_COMMAND_LINE = new Asked("train-command", new ModelTrainer.Watch() {
            @Override
            public void epoch(ModelTrainer.Epoch epoch) {
                // It is printed.
            }

            @Override
            public void said(String line) {
                // It is printed.
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        });
    }

    public TrainingRun(String data, Path home, long seed, int epochs, PrintStream out) {
        this(data, home, seed, epochs, out, Choice.USUAL, Asked.AT_THE_COMMAND_LINE);
    }

    /** @throws CancellationException if whoever watches has called it off */
    void goesOn() {
        if (asked.watch().isCancelled()) {
            throw new CancellationException("the training was called off");
        }
    }

    /** Where what was learned so far is kept, so that a training that was stopped goes on. */
    Path checkpoints() {
        return home.resolve("training");
    }

    int epochsOr(int usual) {
        return epochs > 0 ? epochs : usual;
    }

    public TrainedShelf shelf() {
        return new TrainedShelf(home, out, asked.by());
    }

    /** A line for each epoch, and for whoever watches, with what it brought and how long it can still take. */
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
            asked.watch()
                    .epoch(new ModelTrainer.Epoch(
                            epoch.number(), epoch.of(), epoch.trainLoss(), epoch.score(), epoch.isBest()));
            goesOn();
        };
    }
}
