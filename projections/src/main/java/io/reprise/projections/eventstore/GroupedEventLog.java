package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What both logs share: one writer, which takes every append that waits and writes them as one batch. While one write is
 * under way the next group gathers, so a group is as large as the load and a lone append never waits for company. The
 * queue is bounded: when it is full, callers wait.
 *
 * <p>An append that conflicts fails alone; the rest of its group is written.
 */
abstract class GroupedEventLog implements EventLog {

    private static final int QUEUE_MAX = 1_024;
    private static final int GROUP_BYTES_MAX = 8 * 1024 * 1024;

    private record Waiting(List<NewEvent> events, CompletableFuture<Long> position) {}

    /** The head as the writer knows it. @param position where the next event goes */
    record Head(long position, String hash) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer = new Thread(this::writeGroups, "event-log-writer");
    private Waiting leftOver;

    /** Subclasses call this once they can write. */
    final void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Where the log ends now, read from the store. */
    abstract Head storedHead();

    /** Writes a batch at the head, durably. @return false if somebody else took the head first; nothing was written */
    abstract boolean write(LoggedBatch batch);

    @Override
    public final long append(List<NewEvent> events) {
        checkLimits(events);
        Waiting waiting = new Waiting(List.copyOf(events), new CompletableFuture<>());
        try {
            if (closed.get()) {
                throw new IllegalStateException("the event log is closed");
            }
            queue.put(waiting);
            if (closed.get() && !writer.isAlive()) {
                throw new IllegalStateException("the event log is closed");
            }
            return waiting.position.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // It may still be written: the caller has to look before trying again, as after a lost connection.
            throw new IllegalStateException("interrupted while an append was under way", e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof SequenceConflict conflict) {
                throw new SequenceConflict(conflict);
            }
            throw new CompletionException("the event log could not be written", e.getCause());
        }
    }

    private static void checkLimits(List<NewEvent> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("an append needs at least one event");
        }
        if (events.size() > BATCH_EVENTS_MAX) {
            throw new LimitExceeded("events in one append", BATCH_EVENTS_MAX, events.size());
        }
        for (NewEvent event : events) {
            if (size(event) > EVENT_BYTES_MAX) {
                throw new LimitExceeded("bytes of event '" + event.name() + "'", EVENT_BYTES_MAX, size(event));
            }
        }
        long all = events.stream().mapToLong(GroupedEventLog::size).sum();
        if (all > GROUP_BYTES_MAX) {
            throw new LimitExceeded("bytes in one append", GROUP_BYTES_MAX, all);
        }
    }

    private static long size(NewEvent event) {
        return (long) event.payload().length + event.metadata().length;
    }

    private void writeGroups() {
        Head head = null;
        while (!closed.get() || !queue.isEmpty() || leftOver != null) {
            List<Waiting> group = List.of();
            try {
                group = nextGroup();
                if (!group.isEmpty()) {
                    head = writeGroup(group, head == null ? storedHead() : head);
                }
            } catch (InterruptedException e) {
                // close() wakes the writer: the loop's condition ends it once nobody waits.
                continue;
            } catch (RuntimeException | Error e) {
                // What became of the write is not known: the head is read from the store again.
                head = null;
                group.forEach(waiting -> waiting.position.completeExceptionally(e));
            }
        }
    }

    private List<Waiting> nextGroup() throws InterruptedException {
        List<Waiting> group = new ArrayList<>();
        Waiting next = leftOver != null ? leftOver : closed.get() ? queue.poll() : queue.take();
        leftOver = null;
        int events = 0;
        long bytes = 0;
        while (next != null) {
            events += next.events.size();
            bytes += next.events.stream().mapToLong(GroupedEventLog::size).sum();
            if (!group.isEmpty() && (events > BATCH_EVENTS_MAX || bytes > GROUP_BYTES_MAX)) {
                leftOver = next;
                break;
            }
            group.add(next);
            next = queue.poll();
        }
        return group;
    }

    /** Writes until it is written: when another process took the head, conflicts are looked for again behind it. */
    private Head writeGroup(List<Waiting> group, Head known) {
        Head head = known;
        while (true) {
            List<NewEvent> events = new ArrayList<>();
            Map<Waiting, Long> accepted = new HashMap<>();
            Map<Waiting, SequenceConflict> conflicts = new HashMap<>();
            Map<String, Long> nextSequence = new HashMap<>();
            for (Waiting waiting : group) {
                SequenceConflict conflict = conflict(waiting.events, nextSequence);
                if (conflict == null) {
                    accepted.put(waiting, head.position + events.size());
                    events.addAll(waiting.events);
                } else {
                    conflicts.put(waiting, conflict);
                }
            }
            if (events.isEmpty() || write(batch(head, events))) {
                conflicts.forEach((waiting, conflict) -> waiting.position.completeExceptionally(conflict));
                Head next = events.isEmpty()
                        ? head
                        : new Head(head.position + events.size(), LoggedBatch.hash(head.hash, head.position, events));
                accepted.forEach((waiting, position) -> waiting.position.complete(position));
                return next;
            }
            head = storedHead();
        }
    }

    private static LoggedBatch batch(Head head, List<NewEvent> events) {
        List<StoredEvent> stored = new ArrayList<>();
        for (NewEvent event : events) {
            stored.add(new StoredEvent(head.position + stored.size(), event));
        }
        return new LoggedBatch(head.position, head.hash, LoggedBatch.hash(head.hash, head.position, events), stored);
    }

    /** Null where every event continues its stream; then the streams' next sequences are moved on. */
    private SequenceConflict conflict(List<NewEvent> events, Map<String, Long> nextSequence) {
        Map<String, Long> moved = new HashMap<>();
        for (NewEvent event : events) {
            Long expected = moved.get(event.stream());
            if (expected == null) {
                expected = nextSequence.get(event.stream());
            }
            if (expected == null) {
                expected = lastSequence(event.stream()).orElse(-1) + 1;
            }
            if (event.sequence() != expected) {
                return new SequenceConflict(event.stream(), event.sequence());
            }
            moved.put(event.stream(), expected + 1);
        }
        nextSequence.putAll(moved);
        return null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writer.interrupt();
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closeStore();
        }
    }

    abstract void closeStore();
}
