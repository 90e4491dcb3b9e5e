package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which appends of a group go into the batch. An append is accepted whole or not at all, and an accepted append counts
 * as written for those behind it in the group, so a conflict fails its own caller only.
 */
final class GroupValidation {

    private record Conflict(PendingAppend append, NewEvent event) {}

    private final List<PendingAppend> accepted = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>();

    /** Next sequence number per stream, as if everything accepted were written. */
    private final Map<String, Long> next = new HashMap<>();

    private GroupValidation() {}

    static GroupValidation of(List<PendingAppend> group, BatchStore store) {
        GroupValidation validation = new GroupValidation();
        Map<String, NewEvent> firsts = new LinkedHashMap<>();
        group.forEach(append -> append.events().forEach(event -> firsts.putIfAbsent(event.stream(), event)));
        store.prepare(firsts.values());
        group.forEach(append -> validation.add(append, store));
        return validation;
    }

    private void add(PendingAppend append, BatchStore store) {
        Map<String, Long> ifAccepted = new HashMap<>();
        for (NewEvent event : append.events()) {
            Long expected = ifAccepted.get(event.stream());
            if (expected == null) {
                expected = next.computeIfAbsent(event.stream(), stream -> nextSequence(store, stream));
            }
            if (event.sequence() != expected) {
                conflicts.add(new Conflict(append, event));
                return;
            }
            ifAccepted.put(event.stream(), expected + 1);
        }
        next.putAll(ifAccepted);
        accepted.add(append);
        events.addAll(append.events());
    }

    private static long nextSequence(BatchStore store, String stream) {
        OptionalLong last = store.lastSequence(stream);
        return last.isPresent() ? last.getAsLong() + 1 : 0;
    }

    boolean hasConflicts() {
        return !conflicts.isEmpty();
    }

    /** The events of the accepted appends, in order. */
    List<NewEvent> events() {
        return events;
    }

    /** Tells every caller what became of its append; the accepted ones start at {@code firstPosition}. */
    void complete(long firstPosition) {
        long position = firstPosition;
        for (PendingAppend append : accepted) {
            append.appendedAt(position);
            position += append.events().size();
        }
        conflicts.forEach(conflict -> conflict.append().conflictsAt(conflict.event()));
    }

    static LoggedBatch batch(ChainHead head, String hash, List<NewEvent> events) {
        List<StoredEvent> stored = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            stored.add(new StoredEvent(head.position() + stored.size(), event));
        }
        return new LoggedBatch(head.position(), head.hash(), hash, stored);
    }
}
