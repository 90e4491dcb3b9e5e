package io.reprise.ml.serving;

import java.util.function.BooleanSupplier;

/** Waits a moment without falling asleep: waking up costs as long as a small batch takes. */
final class Patience {

    private static final long MOMENT_NANOS = 150_000;
    private static final boolean IS_WORTH_IT = Runtime.getRuntime().availableProcessors() > 1;

    private Patience() {}

    /** Until the condition holds, or the moment is over; lets every other thread go first. */
    static void yieldUntil(BooleanSupplier condition) {
        if (!IS_WORTH_IT) {
            return;
        }
        long until = System.nanoTime() + MOMENT_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() - until < 0) {
            Thread.yield();
        }
    }
}
