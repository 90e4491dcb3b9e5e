package io.reprise.domain.axon;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long whoever lost a race for a stream waits before trying again: a little, a random part of it, and longer each time, so
 * that servers that lost together do not meet again. Some 10 seconds in all, after which somebody else is told.
 */
public final class Conflicts {

    /** Attempts after the first. */
    public static final int RETRIES_MAX = 60;

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private Conflicts() {}

    /** @param failures so far, from 1 */
    public static Duration pause(int failures) {
        long most = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures, 20));
        return Duration.ofNanos(1 + ThreadLocalRandom.current().nextLong(most));
    }

    /** Waits that long. @param failures so far, from 1 */
    public static void rest(int failures) {
        LockSupport.parkNanos(pause(failures).toNanos());
    }
}
