package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One caller's events on their way into a batch, and what became of them. */
final class PendingAppend {

    static final int APPEND_BYTES_MAX = EventLog.APPEND_BYTES_MAX;

    private sealed interface Result {
        record Appended(long position) implements Result {}

        record Conflicted(NewEvent event) implements Result {}

        record Failed(Throwable cause) implements Result {}
    }

    private final List<NewEvent> events;
    private final long bytes;
    private final CompletableFuture<Result> result = new CompletableFuture<>();

    private PendingAppend(List<NewEvent> events, long bytes) {
        this.events = events;
        this.bytes = bytes;
    }

    /** @throws LimitExceeded if a limit is exceeded; the message names it */
    static PendingAppend of(List<NewEvent> events) {
        require("number of events in one append", EventLog.BATCH_EVENTS_MAX, events.size());
        long bytes = 0;
        for (NewEvent event : events) {
            long eventBytes = (long) event.payload().length + event.metadata().length;
            require("bytes of payload and metadata of one event", EventLog.EVENT_BYTES_MAX, eventBytes);
            if (event.stream().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a stream's name must not contain the character U+0000");
            }
            bytes += BatchCodec.FIXED_BYTES + eventBytes;
            for (String name : List.of(event.id(), event.stream(), event.kind(), event.name())) {
                int length = BatchCodec.utf8Length(name);
                require("bytes of an event's id, stream, kind or name", EventLog.NAME_BYTES_MAX, length);
                bytes += length;
            }
        }
        require("bytes of one append", APPEND_BYTES_MAX, bytes);
        return new PendingAppend(List.copyOf(events), bytes);
    }

    private static void require(String limit, long max, long was) {
        if (was > max) {
            throw new LimitExceeded(limit, max, was);
        }
    }

    List<NewEvent> events() {
        return events;
    }

    /** Upper bound of what the events take when encoded. */
    long bytes() {
        return bytes;
    }

    void appendedAt(long position) {
        result.complete(new Result.Appended(position));
    }

    void conflictsAt(NewEvent event) {
        result.complete(new Result.Conflicted(event));
    }

    void failed(Throwable cause) {
        result.complete(new Result.Failed(cause));
    }

    /**
     * Waits until it is known what became of it. An interrupt does not end the wait, as the caller could not know then
     * whether the events are in the log; the thread stays marked as interrupted.
     *
     * @return position of the first event
     */
    long await() {
        return switch (result.join()) {
            case Result.Appended appended -> appended.position();
            case Result.Conflicted conflicted ->
                throw new SequenceConflict(
                        conflicted.event().stream(), conflicted.event().sequence());
            case Result.Failed failed ->
                throw new LogUnavailable(
                        "the events could not be appended: " + failed.cause().getMessage(), failed.cause());
        };
    }
}
