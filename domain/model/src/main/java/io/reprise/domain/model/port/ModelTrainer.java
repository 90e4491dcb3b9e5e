package io.reprise.domain.model.port;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Trains models beside their baselines, measures both on held-out data, and puts them on the installation's shelf. */
public interface ModelTrainer {

    /** Models that can be trained, by name. */
    List<String> models();

    /**
     * @throws InvalidValue naming what is wrong with the order
     * @throws java.util.concurrent.CancellationException if it was called off; then nothing new is on the shelf
     * @throws IOException if there is nothing to learn from, saying what is missing
     */
    void train(Order order, Watch watch) throws IOException;

    /**
     * @param data {@code bundled}, or the name of an import or of something incoming
     * @param seed of weights and of the order of rows
     * @param epochs at most this many passes; 0 leaves it to the model
     * @param settings what only this model has, by name
     * @param trainedBy who is said to have trained it, and so does not promote it
     */
    record Order(String model, String data, long seed, int epochs, Map<String, String> settings, String trainedBy) {
        private static final int EPOCHS_MAX = 1_000;

        public Order {
            settings = Map.copyOf(settings);
            InvalidValue.unless(
                    epochs >= 0 && epochs <= EPOCHS_MAX,
                    "epochs",
                    "must be 0 (as many as usual) to " + EPOCHS_MAX + ", but was " + epochs);
        }
    }

    /** @param trainLoss on what is learned from, @param validationLoss on what is not; lower is better */
    record Epoch(int number, int of, double trainLoss, double validationLoss, boolean isBest) {}

    /** Whoever waits for a training. Asked and told by the training thread. */
    interface Watch {

        void epoch(Epoch epoch);

        /** A line of what the training says of itself. */
        void said(String line);

        boolean isCancelled();
    }
}
