package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns appends that arrive together into one durable write.
 *
 * <p>One writer thread takes whatever waits, up to a limit, and writes it as one batch. It never waits for more to
 * arrive: alone, an append costs one write; under load, the appends that arrived during the last write share the next.
 */
final class GroupCommit implements AutoCloseable {

    /** A group is itself a legal append, so every batch of one log can be appended to another. */
    static final int GROUP_EVENTS_MAX = EventLog.BATCH_EVENTS_MAX;

    static final int WAITING_APPENDS_MAX = 1_024;
    /** Above this many waiting bytes callers wait their turn. */
    static final long WAITING_BYTES_MAX = 64L * 1024 * 1024;

    /** Another process can take the head this often in a row before the callers are told to try again. */
    static final int ATTEMPTS_MAX = 200;

    private static final long BACK_OFF_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final BatchStore store;
    /** Null where each caller writes by itself. */
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Deque<PendingAppend> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    /** @param name names the writer thread, for thread dumps */
    GroupCommit(BatchStore store, String name) {
        this.store = store;
        this.writer = Thread.ofPlatform().name(name).daemon(true).start(this::writeUntilClosed);
    }

    private GroupCommit(BatchStore store) {
        this.store = store;
        this.writer = null;
    }

    /** Each append is a write of its own, in the thread of its caller: nothing happens at a time that nobody chose. */
    static GroupCommit inCallersThread(BatchStore store) {
        return new GroupCommit(store);
    }

    /** See {@link EventLog#append}; blocks while too much waits already. */
    long append(List<NewEvent> events) {
        PendingAppend append = PendingAppend.of(events);
        if (writer == null) {
            writeAlone(append);
        } else {
            enqueue(append);
        }
        return append.await();
    }

    private void writeAlone(PendingAppend append) {
        lock.lock();
        try {
            requireOpen();
            write(List.of(append));
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the event log is closed");
        }
    }

    private void enqueue(PendingAppend append) {
        lock.lock();
        try {
            while (!closed
                    && !waiting.isEmpty()
                    && (waiting.size() >= WAITING_APPENDS_MAX || waitingBytes + append.bytes() > WAITING_BYTES_MAX)) {
                notFull.awaitUninterruptibly();
            }
            requireOpen();
            waiting.add(append);
            waitingBytes += append.bytes();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the appends that wait for the writer. */
    long waitingBytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    private void writeUntilClosed() {
        for (List<PendingAppend> group = takeGroup(); !group.isEmpty(); group = takeGroup()) {
            write(group);
        }
    }

    private void write(List<PendingAppend> group) {
        try {
            commit(group);
        } catch (RuntimeException | Error e) {
            LOG.error("a group of {} appends could not be written", group.size(), e);
            group.forEach(append -> append.failed(e));
        }
    }

    /** What waits, as much as fits into one batch; empty only once closed. */
    private List<PendingAppend> takeGroup() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            List<PendingAppend> group = new ArrayList<>();
            int events = 0;
            long bytes = 0;
            while (!waiting.isEmpty()) {
                PendingAppend next = waiting.peek();
                events += next.events().size();
                bytes += next.bytes();
                boolean fits = events <= GROUP_EVENTS_MAX && bytes <= PendingAppend.APPEND_BYTES_MAX;
                if (!group.isEmpty() && !fits) {
                    break;
                }
                group.add(waiting.remove());
                waitingBytes -= next.bytes();
            }
            notFull.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<PendingAppend> group) {
        boolean headIsFresh = false;
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            ChainHead head = store.head();
            GroupValidation validation = GroupValidation.of(group, store);
            if (validation.hasConflicts() && !headIsFresh) {
                // What looks like a conflict may be an event another process appended and the caller has read.
                headIsFresh = true;
                if (store.reload()) {
                    continue;
                }
            }
            if (validation.events().isEmpty()) {
                validation.complete(head.position());
                return;
            }
            String hash = LoggedBatch.hash(head.hash(), head.position(), validation.events());
            if (store.write(GroupValidation.batch(head, hash, validation.events()))) {
                validation.complete(head.position());
                return;
            }
            if (!store.reload()) {
                // Whoever took the head is not acknowledged yet; it will be, or it will be rolled back.
                LockSupport.parkNanos(Math.min(BACK_OFF_NANOS_MAX, 1_000_000L << Math.min(attempt, 6)));
            }
        }
        throw new IllegalStateException("another process took the head " + ATTEMPTS_MAX + " times in a row");
    }

    /** Writes what waits, then stops. Later appends are refused. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (writer != null && writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
