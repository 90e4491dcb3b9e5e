package io.reprise.ml.tensorflow;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers questions with whichever artifact is chosen at that moment, in time or not at all. */
final class ServedModel {

    private final ModelShelf shelf;
    private final String model;
    private final Supplier<Optional<Shelved>> chosen;
    private final Duration patience;
    private final ExecutorService worker;

    ServedModel(ModelShelf shelf, String model, Supplier<Optional<Shelved>> chosen, Duration patience) {
        this.shelf = shelf;
        this.model = model;
        this.chosen = chosen;
        this.patience = patience;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "model-" + model);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param features makes the model's input from what is kept beside the artifact
     * @throws ModelUnavailable where there is no artifact, it fails, is late, or answers another number of rows or columns
     */
    ModelAnswer answer(Function<Shelved, Tensor> features, int columns) {
        Shelved shelved =
                chosen.get().orElseThrow(() -> new ModelUnavailable("no release of '" + model + "' has been promoted"));
        Future<ModelAnswer> answer = worker.submit(() -> run(shelved, features.apply(shelved), columns));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ModelUnavailable("'" + model + "' did not answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("interrupted while '" + model + "' was answering");
        } catch (ExecutionException | CancellationException e) {
            throw e.getCause() instanceof ModelUnavailable unavailable
                    ? new ModelUnavailable(unavailable.getMessage(), unavailable)
                    : new ModelUnavailable("'" + model + "' failed: " + e.getMessage(), e);
        }
    }

    private ModelAnswer run(Shelved shelved, Tensor input, int columns) {
        Tensor output = shelf.run(shelved.card().artifactSha256(), input);
        if (output.rows() != input.rows() || output.columns() != columns) {
            throw new ModelUnavailable("'" + model + "' answered [" + output.rows() + ", " + output.columns()
                    + "] instead of [" + input.rows() + ", " + columns + "]");
        }
        boolean baseline = shelved.card().isBaseline();
        return new ModelAnswer(
                input,
                output,
                new ModelCall(
                        shelved.card().model(),
                        shelved.card().version(),
                        shelved.card().artifactSha256(),
                        shelved.card().schema(),
                        baseline ? "cpu" : TensorFlowRuntime.device(),
                        baseline ? BaselineArtifact.ENGINE : TensorFlowRuntime.engine(),
                        input.sha256(),
                        output.sha256(),
                        ""));
    }
}
