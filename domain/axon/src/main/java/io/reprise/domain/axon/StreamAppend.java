package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Appends to streams that are no aggregates of Axon's: one event at a time, again where somebody else was faster. */
final class StreamAppend {

    private StreamAppend() {}

    /** @param next the event, decided anew at each attempt; empty where there is none any more */
    static void append(EventLog log, String stream, String kind, Supplier<Optional<Timed>> next) {
        for (int attempt = 1; ; attempt++) {
            // Asked for before it is decided, so that whoever appends in between is noticed.
            long sequence = log.lastSequence(stream).orElse(-1) + 1;
            Optional<Timed> event = next.get();
            if (event.isEmpty()) {
                return;
            }
            try {
                log.append(List.of(stored(stream, sequence, kind, event.get())));
                return;
            } catch (SequenceConflict e) {
                if (attempt > Conflicts.RETRIES_MAX) {
                    throw e;
                }
                Conflicts.rest(attempt);
            }
        }
    }

    record Timed(Object event, Instant at) {}

    private static NewEvent stored(String stream, long sequence, String kind, Timed timed) {
        EventNames.Entry entry = EventNames.of(timed.event().getClass());
        return new NewEvent(
                UUID.randomUUID().toString(),
                stream,
                sequence,
                kind,
                entry.name(),
                entry.revision(),
                timed.at(),
                EventJson.text(timed.event()).getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
