package io.reprise.benchmarks.eventlog;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Clients that hand the bytes of events to a sink; in groups, or each for itself. */
final class BareStore implements OpenStore {

    /** Writes events durably, in one go. Groups come from one thread at a time, single events from many. */
    interface Sink {
        void write(List<byte[]> events);
    }

    private static final class Group {
        private final List<byte[]> events = new ArrayList<>();
        private boolean done;
        private RuntimeException failure;
    }

    private final List<byte[]> encoded;
    private final Sink sink;
    private final boolean grouped;
    private final Callable<Long> count;
    private final Closeable resources;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private Group waiting = new Group();
    private boolean writing;

    BareStore(List<byte[]> encoded, Sink sink, boolean grouped, Callable<Long> count, Closeable resources) {
        this.encoded = encoded;
        this.sink = sink;
        this.grouped = grouped;
        this.count = count;
        this.resources = resources;
    }

    @Override
    public Client client(int number) {
        return new Client() {
            private int next = number * 31;

            @Override
            public int request() {
                byte[] event = encoded.get(next++ % encoded.size());
                if (grouped) {
                    writeWithOthers(event);
                } else {
                    sink.write(List.of(event));
                }
                return 1;
            }
        };
    }

    /** Whoever finds nobody writing writes what waits; the others wait for whoever took theirs. */
    private void writeWithOthers(byte[] event) {
        lock.lock();
        try {
            Group mine = waiting;
            mine.events.add(event);
            while (!mine.done) {
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
            if (mine.failure != null) {
                throw mine.failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        Group group = waiting;
        waiting = new Group();
        writing = true;
        lock.unlock();
        try {
            sink.write(group.events);
        } catch (RuntimeException e) {
            group.failure = e;
        } finally {
            lock.lock();
            writing = false;
            group.done = true;
            written.signalAll();
        }
    }

    @Override
    public long countEvents() throws Exception {
        return count.call();
    }

    @Override
    public void close() throws IOException {
        resources.close();
    }
}
