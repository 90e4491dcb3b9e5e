package io.reprise.projections.eventstore.history;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.history.HistoryChecker.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A log in memory that makes one sort of mistake, now and then, or none. */
final class FaultyLog implements EventLog {

    private final Fault fault;
    private final List<NewEvent> events = new ArrayList<>();
    private final Map<String, Long> next = new HashMap<>();
    private int calls;

    /** @param fault null for a log without a fault */
    FaultyLog(Fault fault) {
        this.fault = fault;
    }

    private boolean now(Fault planted) {
        return fault == planted && ++calls % 20 == 0;
    }

    @Override
    public synchronized long append(List<NewEvent> added) {
        for (NewEvent event : added) {
            if (event.sequence() < next.getOrDefault(event.stream(), 0L)) {
                throw new SequenceConflict(event.stream(), event.sequence());
            }
        }
        added.forEach(event -> next.put(event.stream(), event.sequence() + 1));
        long position = events.size();
        if (now(Fault.INVENTED)) {
            events.addAll(added);
            throw new SequenceConflict(
                    added.getFirst().stream(), added.getFirst().sequence());
        }
        if (now(Fault.TORN)) {
            events.add(added.getFirst());
            throw new IllegalStateException("died in the middle");
        }
        if (now(Fault.REORDERED) && position > 3) {
            // As a log ordered by clocks does: what comes later lies before what was acknowledged.
            events.addAll((int) position - 3, added);
            return position - 3;
        }
        if (!now(Fault.LOST)) {
            events.addAll(added);
        }
        if (now(Fault.DUPLICATED)) {
            events.addAll(added);
        }
        return position;
    }

    @Override
    public synchronized List<StoredEvent> read(long from, int max) {
        List<StoredEvent> page = new ArrayList<>();
        for (long position = from; position < events.size() && page.size() < max; position++) {
            page.add(new StoredEvent(position, events.get((int) position)));
        }
        if (page.size() > 1 && now(Fault.SKIPPED)) {
            page.remove(page.size() / 2);
        }
        return page;
    }

    @Override
    public synchronized OptionalLong lastSequence(String stream) {
        Long sequence = next.get(stream);
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence - 1);
    }

    @Override
    public synchronized long head() {
        return events.size();
    }

    @Override
    public boolean await(long position, Duration atMost) {
        throw new UnsupportedOperationException("no client waits");
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        throw new UnsupportedOperationException("no client reads streams");
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        throw new UnsupportedOperationException("no client reads batches");
    }

    @Override
    public void close() {}
}
