package io.reprise.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelTrainer;
import io.reprise.domain.model.port.ModelTrainer.Epoch;
import io.reprise.domain.model.port.ModelTrainer.Order;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.projections.answers.KeptWork;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Trainings that people ask for, one after the other. What was trained becomes a release, which waits for its gate. */
public final class TrainingDesk extends WorkDesk<Order, TrainingDesk.Progress, String, TrainingDesk.Training> {

    public static final int KEPT_MAX = 100;

    /** A training that says more is cut off. */
    private static final int LINES_MAX = 1_000;

    /** @param epochs passes so far, in their order, @param said what the training says of itself */
    public record Progress(List<Epoch> epochs, List<String> said) {
        public Progress {
            epochs = List.copyOf(epochs);
            said = List.copyOf(said);
        }
    }

    /** @param failure why nothing was trained, where it failed; empty otherwise */
    public record Training(String id, Order order, Instant askedAt, Stage stage, Progress progress, String failure) {}

    private final class Job implements WorkQueue.Job<Progress, String>, ModelTrainer.Watch {
        private final Order order;
        private final List<Epoch> epochs = new CopyOnWriteArrayList<>();
        private final List<String> said = new CopyOnWriteArrayList<>();
        private volatile boolean cancelled;
        private volatile Optional<Thread> thread = Optional.empty();

        private Job(Order order) {
            this.order = order;
        }

        @Override
        public Progress progress() {
            return new Progress(epochs, said);
        }

        /** An epoch may take hours: it ends at the interrupt, between two of its steps. */
        @Override
        public synchronized void cancel() {
            cancelled = true;
            thread.ifPresent(Thread::interrupt);
        }

        private synchronized void runsIn(Optional<Thread> now) {
            thread = now;
        }

        @Override
        public String run() throws IOException {
            runsIn(Optional.of(Thread.currentThread()));
            try {
                trainer.train(order, this);
            } catch (IOException | RuntimeException e) {
                if (cancelled) {
                    throw new CancellationException(e.getMessage());
                }
                throw e;
            } finally {
                runsIn(Optional.empty());
                Thread.interrupted();
            }
            trained.run();
            return order.model();
        }

        @Override
        public void epoch(Epoch epoch) {
            epochs.add(epoch);
        }

        @Override
        public void said(String line) {
            if (said.size() < LINES_MAX) {
                said.add(line);
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    private final ModelTrainer trainer;
    private final Runnable trained;

    /** @param trained makes releases of what is new on the shelf */
    public TrainingDesk(ModelTrainer trainer, Runnable trained, CampaignClock clock, KeptWork kept, ObjectMapper json) {
        super(
                new WorkQueue<>(
                        "trainings",
                        KEPT_MAX,
                        clock,
                        new WorkBoard<>(kept, json, Order.class, Progress.class, String.class)),
                (id, order, by, at, stage, progress, result, failure) ->
                        new Training(id, order, at, stage, progress, failure));
        this.trainer = trainer;
        this.trained = trained;
    }

    /** Models that can be trained. */
    public List<String> models() {
        return trainer.models();
    }

    /**
     * @throws InvalidValue if there is no such model
     * @throws CommandDesk.Refused if too many wait
     */
    public Training ask(Order order) {
        InvalidValue.unless(
                trainer.models().contains(order.model()),
                "model",
                () -> "there is no model '" + order.model() + "': it is one of " + String.join(", ", trainer.models()));
        return ask(order, new Job(order), order.trainedBy());
    }
}
