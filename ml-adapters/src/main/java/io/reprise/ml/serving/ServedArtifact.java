package io.reprise.ml.serving;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.ServingStatus;
import io.reprise.ml.serving.Request.Slice;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one artifact: requests wait in a bounded queue, lanes take what waits as one batch, a circuit breaker stops
 * asking a model that fails. Every way of not answering is a {@link ModelUnavailable}, so the baseline can take over.
 */
final class ServedArtifact {

    private static final Logger LOG = LoggerFactory.getLogger(ServedArtifact.class);

    private final ArtifactId id;
    private final RowModel model;
    private final ServingLimits limits;
    private final WaitingRows waiting;
    private final CircuitBreaker breaker;
    private final Tally tally = new Tally();
    private final CountDownLatch lanes;
    private final AtomicBoolean isDraining = new AtomicBoolean();

    ServedArtifact(ArtifactId id, RowModel model, ServingLimits limits, CircuitBreakerConfig breaker) {
        this.id = id;
        this.model = model;
        this.limits = limits;
        this.waiting = new WaitingRows(id, limits);
        this.breaker = CircuitBreaker.of(id.toString(), breaker);
        this.lanes = new CountDownLatch(limits.lanes());
        for (int lane = 0; lane < limits.lanes(); lane++) {
            Thread.ofPlatform()
                    .daemon()
                    .name("model-" + id.model() + "-" + lane)
                    .start(this::serve);
        }
    }

    ArtifactId id() {
        return id;
    }

    /**
     * @param columns how many the answer must have; empty where any number will do
     * @throws ModelUnavailable where it does not answer in time or not rightly, @throws Retired where it was replaced
     */
    RowAnswer answer(Tensor input, OptionalInt columns, Deadline deadline) {
        if (input.rows() == 0) {
            throw new ModelUnavailable(id + " was asked about no rows");
        }
        if (!breaker.tryAcquirePermission()) {
            tally.refused();
            throw new ModelUnavailable(
                    id + " is not asked: it failed too often, and its circuit breaker is " + breaker.getState());
        }
        long start = System.nanoTime();
        Request request = new Request(input, limits.batchRowsMax(), deadline);
        try {
            waiting.add(request);
        } catch (ModelUnavailable | Retired e) {
            breaker.releasePermission();
            tally.refused();
            throw e;
        }
        try {
            RowAnswer answer = checked(request.await(), input, columns);
            long nanos = System.nanoTime() - start;
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            tally.answered(nanos);
            return answer;
        } catch (TimeoutException e) {
            waiting.forget(request);
            throw failed(start, new ModelUnavailable(id + " " + deadline.missed()));
        } catch (InterruptedException e) {
            waiting.forget(request);
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("interrupted while " + id + " was answering", e);
        } catch (ModelUnavailable e) {
            throw failed(start, e);
        }
    }

    private ModelUnavailable failed(long start, ModelUnavailable reason) {
        breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, reason);
        tally.failed();
        return reason;
    }

    private RowAnswer checked(RowAnswer answer, Tensor input, OptionalInt columns) {
        Tensor values = answer.values();
        if (values.rows() != input.rows() || columns.isPresent() && values.columns() != columns.getAsInt()) {
            throw new ModelUnavailable(id + " answered [" + values.rows() + ", " + values.columns() + "] instead of ["
                    + input.rows() + ", " + (columns.isPresent() ? columns.getAsInt() : "any") + "]");
        }
        return answer;
    }

    private void serve() {
        try {
            for (List<Slice> batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
                run(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lanes.countDown();
        }
    }

    private void run(List<Slice> batch) {
        if (batch.size() > 1 && !model.mixes()) {
            batch.forEach(slice -> run(List.of(slice)));
            return;
        }
        try {
            Tensor input = RowAnswer.joinedRows(batch.stream().map(Slice::rows).toList());
            RowAnswer answer = model.run(input);
            tally.batch(input.rows());
            handOut(answer, input.rows(), batch);
        } catch (RuntimeException | LinkageError e) {
            if (batch.size() > 1) {
                // One request's rows must not fail those that travelled with them.
                batch.forEach(slice -> run(List.of(slice)));
            } else {
                batch.getFirst()
                        .request()
                        .failed(
                                e instanceof ModelUnavailable unavailable
                                        ? unavailable
                                        : new ModelUnavailable(id + " failed: " + e.getMessage(), e));
            }
        }
    }

    private static void handOut(RowAnswer answer, int rows, List<Slice> batch) {
        if (answer.values().rows() != rows) {
            throw new ModelUnavailable("the model answered " + answer.values().rows() + " rows to " + rows);
        }
        int from = 0;
        for (Slice slice : batch) {
            Tensor part = RowAnswer.rows(answer.values(), from, slice.rows().rows());
            slice.answered(new RowAnswer(part, answer.device(), answer.engine()));
            from += slice.rows().rows();
        }
    }

    ServingStatus status() {
        return tally.status(
                id, model, isDraining.get(), waiting, breaker.getState().name());
    }

    /**
     * Takes no more requests, finishes those it has, then frees the model. A model that hangs is left as it is, because
     * what it runs on cannot be freed under it.
     */
    void drain() {
        if (!isDraining.compareAndSet(false, true)) {
            return;
        }
        waiting.close();
        try {
            if (lanes.await(limits.drain().toNanos(), TimeUnit.NANOSECONDS)) {
                model.close();
            } else {
                LOG.warn("{} hangs and keeps its memory: it did not finish within {}", id, limits.drain());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
