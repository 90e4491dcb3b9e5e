package io.reprise.projections.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that do a step of the work together; the step ends when all have ended. One worker is the caller, who does one thing after
 * the other, in their order.
 */
final class Workers implements AutoCloseable {

    private static final int MAX = 8;

    private final int count;
    private final ExecutorService threads;

    Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("views-worker-", 0).factory());
    }

    /** As many as the machine has processors, within limits. */
    static Workers ofMachine() {
        return new Workers(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MAX));
    }

    int count() {
        return count;
    }

    /** Does everything, and throws what the first one to fail threw, once all have ended. */
    void all(List<? extends Runnable> tasks) {
        if (count == 1) {
            inOrder(tasks);
        } else {
            together(tasks);
        }
    }

    private static void inOrder(List<? extends Runnable> tasks) {
        RuntimeException failure = null;
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure = failure != null ? failure : e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void together(List<? extends Runnable> tasks) {
        List<Future<?>> others = new ArrayList<>(tasks.size());
        for (int i = 1; i < tasks.size(); i++) {
            others.add(threads.submit(tasks.get(i)));
        }
        RuntimeException failure = null;
        try {
            if (!tasks.isEmpty()) {
                tasks.getFirst().run();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> other : others) {
            failure = first(failure, other);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException first(RuntimeException failure, Future<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return failure;
                } catch (InterruptedException e) {
                    interrupted = true; // The others still change what the caller is about to look at.
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    return failure != null ? failure : (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
