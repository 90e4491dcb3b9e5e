package io.reprise.projections.feed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background. */
final class Rebuilds {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Rebuilds() {}

    static void await(ViewOperations operations) {
        until(() -> operations.all().stream()
                .allMatch(status -> status.rebuild().isEmpty() && status.state() != FeedStatus.State.CATCHING_UP));
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + FeedRig.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not happen within " + FeedRig.PATIENCE);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
