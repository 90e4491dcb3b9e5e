package io.reprise.ml.serving;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One question to a model, cut into slices that each fit a batch. */
final class Request {

    /** One client at a time stays awake for its answer. */
    private static final AtomicBoolean ATTENTIVE = new AtomicBoolean();

    /** Rows of a request that travel together. */
    record Slice(Request request, int number, Tensor rows) {

        void answered(RowAnswer answer) {
            request.answered(number, answer);
        }
    }

    private final Tensor input;
    private final Deadline deadline;
    private final List<Slice> slices = new ArrayList<>();
    private final RowAnswer[] answers;
    private final AtomicInteger missing;
    private final CompletableFuture<RowAnswer> answer = new CompletableFuture<>();

    Request(Tensor input, int sliceRowsMax, Deadline deadline) {
        this.input = input;
        this.deadline = deadline;
        for (int from = 0; from < input.rows(); from += sliceRowsMax) {
            slices.add(new Slice(
                    this, slices.size(), RowAnswer.rows(input, from, Math.min(sliceRowsMax, input.rows() - from))));
        }
        answers = new RowAnswer[slices.size()];
        missing = new AtomicInteger(slices.size());
    }

    int rows() {
        return input.rows();
    }

    List<Slice> slices() {
        return slices;
    }

    private void answered(int number, RowAnswer part) {
        answers[number] = part;
        if (missing.decrementAndGet() == 0) {
            answer.complete(RowAnswer.joined(Arrays.asList(answers)));
        }
    }

    void failed(ModelUnavailable reason) {
        answer.completeExceptionally(reason);
    }

    /** Whether nobody waits for it any more. */
    boolean isOver(long nowNanos) {
        return answer.isDone() || nowNanos - deadline.atNanos() >= 0;
    }

    /** Nobody waits for it any more: slices that have not run will not. */
    void abandon() {
        answer.cancel(false);
    }

    /** @throws TimeoutException when its deadline passes first, @throws ModelUnavailable where the model failed */
    RowAnswer await() throws InterruptedException, TimeoutException {
        if (ATTENTIVE.compareAndSet(false, true)) {
            try {
                Patience.yieldUntil(answer::isDone);
            } finally {
                ATTENTIVE.set(false);
            }
        }
        try {
            return answer.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ModelUnavailable unavailable
                    ? new ModelUnavailable(unavailable.getMessage(), unavailable)
                    : new ModelUnavailable("the model failed: " + e.getCause(), e);
        }
    }
}
