package io.reprise.http.stream;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.http.cloudevent.CloudEvents;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The log itself, event by event, in its order. */
@Component
public final class LogStream {

    private static final int PAGE = 100;

    private final EventLog log;
    private final CloudEvents cloudEvents;

    LogStream(EventLog log, CloudEvents cloudEvents) {
        this.log = log;
        this.cloudEvents = cloudEvents;
    }

    /** The last position there is now, -1 where nothing has happened. */
    public long last() {
        return log.head() - 1;
    }

    /** @param wanted by the event's stored name */
    public EventStreams.Source of(Predicate<String> wanted) {
        return (position, patience) -> after(position, patience, wanted);
    }

    private EventStreams.Fresh after(long position, Duration patience, Predicate<String> wanted)
            throws InterruptedException {
        log.await(position + 1, patience);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<StoredEvent> page = log.read(position + 1, PAGE);
        List<EventStreams.Message> messages = page.stream()
                .filter(stored -> wanted.test(stored.event().name()))
                .map(stored -> new EventStreams.Message(
                        stored.position(), stored.event().name(), cloudEvents.text(stored)))
                .toList();
        return new EventStreams.Fresh(
                messages, page.isEmpty() ? position : page.getLast().position(), false);
    }
}
