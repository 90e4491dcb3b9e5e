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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An event log for as long as the test lasts. */
final class InMemoryLog implements EventLog {

    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private volatile CountDownLatch reading = new CountDownLatch(0);

    /** Where a batch begins and what it was when it was appended. */
    private record Batch(int first, int next, String previousHash, String hash) {}

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
        int first = events.size();
        batch.forEach(event -> events.add(new StoredEvent(events.size(), event)));
        String previous =
                batches.isEmpty() ? LoggedBatch.GENESIS : batches.getLast().hash();
        batches.add(new Batch(first, events.size(), previous, LoggedBatch.hash(previous, first, batch)));
        notifyAll();
        return first;
    }

    /** Somebody with a hand in the store changes an event. @return what it was before */
    synchronized byte[] tamper(int position, byte[] payload) {
        NewEvent was = events.get(position).event();
        events.set(
                position,
                new StoredEvent(
                        position,
                        new NewEvent(
                                was.id(),
                                was.stream(),
                                was.sequence(),
                                was.kind(),
                                was.name(),
                                was.revision(),
                                was.at(),
                                payload,
                                was.metadata())));
        return was.payload();
    }

    /** Whoever reads batches waits until the latch is down. */
    void holdReaders(CountDownLatch until) {
        reading = until;
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
        try {
            if (!reading.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the reader go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
        synchronized (this) {
            return batches.stream()
                    .filter(batch -> batch.first() >= fromPosition)
                    .limit(max)
                    .map(batch -> new LoggedBatch(
                            batch.first(),
                            batch.previousHash(),
                            batch.hash(),
                            events.subList(batch.first(), batch.next())))
                    .toList();
        }
    }

    @Override
    public void close() {}
}
