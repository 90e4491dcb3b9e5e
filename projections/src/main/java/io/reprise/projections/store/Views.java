package io.reprise.projections.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All projections, fed together in the order of the log; lets a reader wait until they have seen an event. */
public final class Views {

    private final List<Projection> projections;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private long next;

    public Views(List<Projection> projections) {
        this.projections = List.copyOf(projections);
    }

    /** @param position the event's place in the log */
    public void on(long position, Object event) {
        projections.forEach(projection -> projection.on(position, event));
        reached(position + 1);
    }

    /** Says that everything before a position has been folded, as when the server starts. */
    public void reached(long position) {
        lock.lock();
        try {
            next = Math.max(next, position);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The position of the next event to be folded. */
    public long next() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything before a position has been folded. @return whether it has, within the time given */
    public boolean await(long position, Duration atMost) {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (next < position) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = advanced.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Empties every view. */
    public void reset() {
        projections.forEach(Projection::reset);
        lock.lock();
        try {
            next = 0;
        } finally {
            lock.unlock();
        }
    }
}
