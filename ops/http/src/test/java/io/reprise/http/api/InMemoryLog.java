package io.reprise.http.api;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.judgement.JudgementEvent;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.privacy.PrivacyEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.stock.StockEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An event log for as long as the test lasts. */
final class InMemoryLog implements EventLog {

    private final List<StoredEvent> events = new ArrayList<>();

    /** Appends an event in the form it has in a log. */
    void add(Object event) {
        String stream =
                switch (event) {
                    case CampaignEvent e -> Streams.of(e.campaignId());
                    case AudienceEvent e -> Streams.signals(e.campaign());
                    case StockEvent e -> Streams.of(e.sku());
                    case ModelReleaseEvent e -> Streams.of(e.release());
                    case PrivacyEvent e -> Streams.privacy(e.campaign());
                    case JudgementEvent e -> Streams.judgement(e.campaign());
                    default -> throw new IllegalArgumentException("no event of ours: " + event);
                };
        EventNames.Entry entry = EventNames.of(event.getClass());
        append(List.of(new NewEvent(
                "",
                stream,
                lastSequence(stream).orElse(-1) + 1,
                "Test",
                entry.name(),
                entry.revision(),
                Instant.EPOCH,
                EventJson.text(event).getBytes(StandardCharsets.UTF_8),
                new byte[0])));
    }

    @Override
    public synchronized long append(List<NewEvent> batch) {
        long first = events.size();
        batch.forEach(event -> events.add(new StoredEvent(events.size(), event)));
        notifyAll();
        return first;
    }

    @Override
    public synchronized List<StoredEvent> read(long from, int max) {
        int first = (int) Math.min(from, events.size());
        return List.copyOf(events.subList(first, (int) Math.min(events.size(), (long) first + max)));
    }

    @Override
    public synchronized List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        return events.stream()
                .filter(stored -> stored.event().stream().equals(stream))
                .skip(fromSequence)
                .limit(max)
                .toList();
    }

    @Override
    public synchronized OptionalLong lastSequence(String stream) {
        return events.stream()
                .filter(stored -> stored.event().stream().equals(stream))
                .mapToLong(stored -> stored.event().sequence())
                .max();
    }

    @Override
    public synchronized long head() {
        return events.size();
    }

    @Override
    public synchronized boolean await(long position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (events.size() <= position) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        throw new UnsupportedOperationException("nobody verifies it");
    }

    @Override
    public void close() {}
}
