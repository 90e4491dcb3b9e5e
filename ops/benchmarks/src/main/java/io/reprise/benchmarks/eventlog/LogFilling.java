package io.reprise.benchmarks.eventlog;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.Serializer;

/**
 * Fills a log quickly: streams of {@value CampaignTrace#CAMPAIGN_EVENTS} events each, with the bytes of some campaigns
 * over and over under names of their own.
 */
final class LogFilling {

    private static final int TEMPLATES = 50;
    private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");

    private EventLog log;
    private final List<List<NewEvent>> templates = new ArrayList<>();
    private long streams;
    private long probes;

    LogFilling(CampaignTrace trace, EventLog log) {
        this.log = log;
        Serializer serializer = AxonStore.serializer();
        for (int campaign = 0; campaign < TEMPLATES; campaign++) {
            templates.add(trace.messages(0, campaign).stream()
                    .map(message -> FoldTrial.newEvent(message, serializer))
                    .toList());
        }
    }

    /**
     * Appends batches of as many events as one append may hold, until the log holds at least that many events or the
     * time is over.
     *
     * @return whether the log holds them
     */
    boolean fillTo(long events, int secondsMax) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        long head = log.head();
        while (head < events && System.nanoTime() < deadline) {
            List<NewEvent> batch = new ArrayList<>(EventLog.BATCH_EVENTS_MAX);
            do {
                batch.addAll(nextStream());
            } while (batch.size() + CampaignTrace.CAMPAIGN_EVENTS
                    <= Math.min(EventLog.BATCH_EVENTS_MAX, events - head));
            head = log.append(batch) + batch.size();
        }
        return head >= events;
    }

    /** The log was closed and opened again. */
    void continueIn(EventLog opened) {
        log = opened;
    }

    private List<NewEvent> nextStream() {
        return stream(streamName(streams), streams++);
    }

    /** The events of a stream that is not in the log yet, and that {@link #streams} does not count. */
    List<NewEvent> probe() {
        return stream("campaign/probe-" + probes, Long.MAX_VALUE - probes++);
    }

    /** The events of one stream. @param number chooses the bytes */
    List<NewEvent> stream(String stream, long number) {
        List<NewEvent> events = new ArrayList<>(CampaignTrace.CAMPAIGN_EVENTS);
        for (NewEvent event : templates.get((int) (number % TEMPLATES))) {
            events.add(new NewEvent(
                    new UUID(number, event.sequence()).toString(),
                    stream,
                    event.sequence(),
                    event.kind(),
                    event.name(),
                    event.revision(),
                    START,
                    event.payload(),
                    event.metadata()));
        }
        return events;
    }

    /** How many whole streams were filled, named {@link #streamName} of 0 and up. */
    long streams() {
        return streams;
    }

    static String streamName(long number) {
        return "campaign/scale-" + number;
    }
}
