package io.reprise.ml.serving;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.ServedModels;
import io.reprise.domain.model.port.ServingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All artifacts that are open, several models and versions at once. An artifact is opened and warmed up in the background
 * and takes requests when it is ready; one that is no longer wanted finishes what it was asked and is then closed.
 */
public final class ModelServing implements ServedModels, AutoCloseable {

    /** Where an artifact runs: in this process, or elsewhere. */
    public interface Opener {

        /** Opens an artifact and warms it up; may take seconds. @throws ModelUnavailable where it cannot */
        RowModel open(ArtifactId artifact);
    }

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** @param failedAt when opening it failed; only then of meaning */
    private record Opening(CompletableFuture<ServedArtifact> served, long[] failedAt) {

        boolean mayBeTriedAgain() {
            return served.isCompletedExceptionally() && System.nanoTime() - failedAt[0] > RETRY_NANOS;
        }

        boolean isReady() {
            return served.isDone() && !served.isCompletedExceptionally();
        }
    }

    private final Opener opener;
    private final ServingLimits limits;
    private final CircuitBreakerConfig breaker;
    private final ExecutorService openingThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("model-opening").factory());

    private final ExecutorService settlingThread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .name("model-settling")
            .factory());

    /** The least lately used first. */
    private final Map<ArtifactId, Opening> openings = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<ArtifactId, Integer> holders = new HashMap<>();
    private final List<ServedArtifact> draining = new ArrayList<>();
    private boolean closed;

    public ModelServing(Opener opener, ServingLimits limits, CircuitBreakerConfig breaker) {
        this.opener = opener;
        this.limits = limits;
        this.breaker = breaker;
    }

    /**
     * Answers by one artifact, whichever others are open.
     *
     * @param columns how many the answer must have; empty where any number will do
     * @throws ModelUnavailable where it does not answer in time or not rightly
     */
    public RowAnswer run(ArtifactId artifact, Tensor input, OptionalInt columns, Duration patience) {
        while (true) {
            ServedArtifact served = await(artifact, opened(artifact));
            try {
                return served.answer(input, columns, Deadline.in(patience));
            } catch (Retired e) {
                // Closed because others were used more lately, just before it was asked: opened again.
                continue;
            }
        }
    }

    /** Opens it, and waits until it is ready. @throws ModelUnavailable where it cannot be opened, or not in time */
    public void prepared(ArtifactId artifact) {
        await(artifact, opened(artifact));
    }

    /** Begins to open it, unless it is open. */
    synchronized CompletableFuture<ServedArtifact> opened(ArtifactId artifact) {
        if (closed) {
            throw new ModelUnavailable("models are no longer served: this process ends");
        }
        Opening there = openings.get(artifact);
        if (there == null || there.mayBeTriedAgain()) {
            there = new Opening(new CompletableFuture<>(), new long[1]);
            openings.put(artifact, there);
            Opening begun = there;
            openingThread.execute(() -> open(artifact, begun));
        }
        return there.served();
    }

    private void open(ArtifactId artifact, Opening opening) {
        try {
            RowModel model = opener.open(artifact);
            ServedArtifact served = new ServedArtifact(artifact, model, limits, breaker);
            opening.served().complete(served);
            opened(artifact, model);
        } catch (RuntimeException | LinkageError e) {
            opening.failedAt()[0] = System.nanoTime();
            opening.served()
                    .completeExceptionally(
                            e instanceof ModelUnavailable
                                    ? e
                                    : new ModelUnavailable(artifact + " cannot be opened: " + e.getMessage(), e));
        }
    }

    /** @throws ModelUnavailable where it cannot be opened, or not in time */
    ServedArtifact await(ArtifactId artifact, CompletableFuture<ServedArtifact> served) {
        try {
            return served.get(limits.opening().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ModelUnavailable(artifact + " is still being opened after "
                    + limits.opening().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("interrupted while " + artifact + " was opened", e);
        } catch (ExecutionException e) {
            throw new ModelUnavailable(e.getCause().getMessage(), e.getCause());
        }
    }

    /** It stays open until it is released as often. */
    synchronized void hold(ArtifactId artifact) {
        holders.merge(artifact, 1, Integer::sum);
    }

    synchronized void release(ArtifactId artifact) {
        if (holders.merge(artifact, -1, Integer::sum) <= 0) {
            holders.remove(artifact);
            retire(artifact);
        }
    }

    private synchronized void opened(ArtifactId latest, RowModel model) {
        if (!closed) {
            settlingThread.execute(model::settle);
            closeUnused(latest);
        }
    }

    private void closeUnused(ArtifactId latest) {
        List<ArtifactId> unused = openings.entrySet().stream()
                .filter(each -> each.getValue().isReady() && !holders.containsKey(each.getKey()))
                .map(Map.Entry::getKey)
                .filter(each -> !each.equals(latest))
                .toList();
        unused.stream().limit(Math.max(0, unused.size() + 1 - limits.openMax())).forEach(this::retire);
    }

    private void retire(ArtifactId artifact) {
        Opening opening = openings.remove(artifact);
        if (opening != null) {
            opening.served().thenAccept(this::drainInBackground);
        }
    }

    private void drainInBackground(ServedArtifact served) {
        synchronized (this) {
            draining.add(served);
        }
        Thread.ofPlatform().daemon().name("model-draining").start(() -> {
            served.drain();
            synchronized (this) {
                draining.remove(served);
                notifyAll();
            }
        });
    }

    @Override
    public synchronized List<ServingStatus> status() {
        List<ServedArtifact> all = new ArrayList<>(draining);
        openings.values().stream()
                .filter(Opening::isReady)
                .map(opening -> opening.served().join())
                .forEach(all::add);
        return all.stream().map(ServedArtifact::status).toList();
    }

    /** What waits is answered, nothing more is taken, and all memory is freed, except of models that hang. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            List.copyOf(openings.keySet()).forEach(this::retire);
        }
        openingThread.shutdown();
        settlingThread.shutdown();
        try {
            // What is being opened is closed as soon as it is open.
            if (openingThread.awaitTermination(limits.drain().toNanos(), TimeUnit.NANOSECONDS)) {
                awaitDrained();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitDrained() throws InterruptedException {
        while (!draining.isEmpty()) {
            wait();
        }
    }
}
