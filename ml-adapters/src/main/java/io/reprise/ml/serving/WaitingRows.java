package io.reprise.ml.serving;

import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.serving.Request.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests of one artifact that wait, first come first served, never more than the limits say. A batch is what waits when
 * a lane is free; it lingers only while fewer requests wait than travelled in the batch before, because those clients
 * are likely to ask again.
 */
final class WaitingRows {

    private final ArtifactId artifact;
    private final ServingLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Slice> waiting = new ArrayDeque<>();
    private volatile int rows;
    private int requests;
    private int requestsBefore = 1;
    private volatile boolean closed;
    private boolean lookout;

    WaitingRows(ArtifactId artifact, ServingLimits limits) {
        this.artifact = artifact;
        this.limits = limits;
    }

    /** @throws ModelUnavailable where it is full, @throws Retired where it takes no more */
    void add(Request request) {
        lock.lock();
        try {
            if (closed) {
                throw new Retired(artifact);
            }
            if (requests >= limits.waitingRequestsMax() || rows + (long) request.rows() > limits.waitingRowsMax()) {
                throw new ModelUnavailable(artifact + " is asked too much: " + requests + " requests with " + rows
                        + " rows wait, and " + request.rows() + " more rows are over its limit of "
                        + limits.waitingRequestsMax() + " requests or " + limits.waitingRowsMax() + " rows");
            }
            waiting.addAll(request.slices());
            rows += request.rows();
            requests++;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what has not run of a request that nobody waits for any more. */
    void forget(Request request) {
        request.abandon();
        lock.lock();
        try {
            dropOver(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void dropOver(long now) {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            Slice slice = each.next();
            if (slice.request().isOver(now)) {
                each.remove();
                taken(slice);
            }
        }
    }

    private void taken(Slice slice) {
        rows -= slice.rows().rows();
        if (slice.number() == slice.request().slices().size() - 1) {
            requests--;
        }
    }

    /** The next batch; waits for one. Empty when it is closed and nothing waits any more. */
    List<Slice> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (waiting.isEmpty() && !closed) {
                    lookOut();
                }
                while (waiting.isEmpty() && !closed) {
                    arrived.await();
                }
                if (waiting.isEmpty()) {
                    return List.of();
                }
                linger();
                List<Slice> batch = poll();
                if (!batch.isEmpty()) {
                    return batch;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who asks again at once finds a lane awake; one lane at a time, and only where nothing else wants the processor. */
    private void lookOut() {
        if (lookout) {
            return;
        }
        lookout = true;
        lock.unlock();
        try {
            Patience.yieldUntil(() -> rows > 0 || closed);
        } finally {
            lock.lock();
            lookout = false;
        }
    }

    private void linger() throws InterruptedException {
        long left = limits.linger().toNanos();
        while (left > 0 && !closed && !waiting.isEmpty() && requests < requestsBefore && rows < limits.batchRowsMax()) {
            left = arrived.awaitNanos(left);
        }
    }

    private List<Slice> poll() {
        List<Slice> batch = new ArrayList<>();
        int batchRows = 0;
        int begun = 0;
        long now = System.nanoTime();
        while (!waiting.isEmpty()) {
            Slice next = waiting.peek();
            boolean fits = batch.isEmpty()
                    || batchRows + next.rows().rows() <= limits.batchRowsMax()
                            && next.rows().columns() == batch.getFirst().rows().columns();
            if (!fits) {
                break;
            }
            waiting.remove();
            taken(next);
            if (next.request().isOver(now)) {
                continue;
            }
            batch.add(next);
            batchRows += next.rows().rows();
            begun += next.number() == 0 ? 1 : 0;
        }
        if (!batch.isEmpty()) {
            requestsBefore = Math.max(1, begun);
        }
        if (!waiting.isEmpty()) {
            arrived.signal();
        }
        return batch;
    }

    /** Takes no more; what waits will still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int requests() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }

    int rows() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }
}
