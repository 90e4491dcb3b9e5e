package io.reprise.ml.training;

import java.io.IOException;

/** How one kind of model is trained and put on the shelf, beside its baseline. */
public interface ModelTraining {

    /** What {@code train} is told, and what its artifacts are called. */
    String model();

    /** @throws UnusableData where there is nothing to learn from, saying what is missing */
    void run(TrainingRun run) throws IOException;

    /** The data does not hold what this model learns from. */
    final class UnusableData extends IOException {
        public UnusableData(String message) {
            super(message);
        }
    }
}
