package io.reprise.projections.eventstore;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Wakes who waits for the head of a log to move. */
final class HeadSignal {

    /** How often the log itself is asked, for what other processes appended. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long head;

    /** This process appended up to here. */
    void reached(long position) {
        lock.lock();
        try {
            head = Math.max(head, position);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @param asked the head as the log has it, where this process did not move it */
    boolean await(long position, Duration atMost, LongSupplier asked) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (asked.getAsLong() <= position) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !awaitSignal(position, Math.min(left, POLL_NANOS))) {
                return false;
            }
        }
        return true;
    }

    /** @return false if interrupted */
    private boolean awaitSignal(long position, long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (head <= position && left > 0) {
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
