package io.reprise.ml.dataset.source;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts one thread when a call takes longer than it may. */
final class Patience implements Closeable {

    /** A call that is watched. */
    interface Call<T> {
        T run() throws IOException;
    }

    private static final long NOT_CALLING = Long.MIN_VALUE;

    private final Thread caller;
    private final long nanosMax;
    private final ScheduledExecutorService watch;
    private volatile long began = NOT_CALLING;

    Patience(Thread caller, Duration limit) {
        this.caller = caller;
        this.nanosMax = limit.toNanos();
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("patience").factory());
        long millis = Math.max(1, limit.toMillis() / 4);
        var unused = watch.scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        long since = began;
        if (since != NOT_CALLING && System.nanoTime() - since > nanosMax) {
            caller.interrupt();
        }
    }

    /** @throws IOException as the call; what it does when it is interrupted is its own matter */
    <T> T within(Call<T> call) throws IOException {
        began = System.nanoTime();
        try {
            return call.run();
        } finally {
            boolean late = System.nanoTime() - began > nanosMax;
            began = NOT_CALLING;
            if (late) {
                swallowInterrupt();
            }
        }
    }

    /** Waits for a watcher that is just looking, so that its interrupt does not hit what comes next. */
    private synchronized void swallowInterrupt() {
        Thread.interrupted();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
