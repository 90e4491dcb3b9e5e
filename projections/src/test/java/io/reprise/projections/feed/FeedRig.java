package io.reprise.projections.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import io.reprise.domain.axon.LogProjectionDecisions;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Projection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.Document;

/** An embedded log and a feed over it, as a server has them. */
final class FeedRig implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final EventDecoder DECODER = new EventDecoder() {
        @Override
        public Class<?> type(StoredEvent stored) {
            return EventJson.type(stored);
        }

        @Override
        public Object read(StoredEvent stored) {
            return EventJson.read(stored);
        }
    };

    final EventLog log;
    final MongoDatabase database;
    final ProjectionDecisions decisions;
    private final Map<String, Long> sequences = new HashMap<>();
    private ViewFeed feed;

    FeedRig(Path folder, MongoDatabase database) {
        this.log = EmbeddedEventLog.open(folder);
        this.database = database;
        this.decisions = new LogProjectionDecisions(log);
    }

    static List<Projection<?>> everything(MongoDatabase database) {
        ObjectMapper json = EventJson.mapper();
        return List.of(
                new Board(database, json),
                new CampaignPages(database, json),
                new DecisionLog(database, json),
                new Inbox(database, json),
                new Kpis(database, json),
                new StockLevels(database, json),
                new ModelReleases(database, json));
    }

    /** Starts a feed; one that was there is closed, as by a restart. */
    ViewOperations feed(int workers, List<Projection<?>> projections) {
        return feed(workers, DECODER, projections);
    }

    ViewOperations feed(int workers, EventDecoder decoder, List<Projection<?>> projections) {
        stop();
        feed = new ViewFeed(log, decoder, decisions, database, projections, false, new Workers(workers)).start();
        return new ViewOperations(feed, log, database, decisions);
    }

    ViewFeed feed() {
        return feed;
    }

    void stop() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    /** Waits until the views are at the head. */
    void settle() {
        if (!feed.await(log.head(), PATIENCE)) {
            throw new AssertionError("the views stand at " + feed.reached() + " of " + log.head());
        }
    }

    void append(List<?> events) {
        List<NewEvent> batch = new ArrayList<>();
        for (Object event : events) {
            batch.add(stored(event));
            if (batch.size() == EventLog.BATCH_EVENTS_MAX) {
                log.append(batch);
                batch = new ArrayList<>();
            }
        }
        log.append(batch);
    }

    NewEvent stored(Object event) {
        EventNames.Entry entry = EventNames.of(event.getClass());
        return stored(stream(event), entry.name(), EventJson.text(event));
    }

    NewEvent stored(String stream, String name, String payload) {
        long sequence = sequences.merge(stream, 0L, (before, zero) -> before + 1);
        return new NewEvent(
                UUID.randomUUID().toString(),
                stream,
                sequence,
                "Test",
                name,
                1,
                Instant.EPOCH,
                payload.getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }

    private static String stream(Object event) {
        return switch (event) {
            case CampaignEvent e -> Streams.of(e.campaignId());
            case AudienceEvent e -> Streams.signals(e.campaign());
            case StockEvent e -> Streams.of(e.sku());
            case ModelReleaseEvent e -> Streams.of(e.release());
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
    }

    /** What readers see of everything, by projection and id, with positions. */
    Map<String, Document> views(List<Projection<?>> projections) {
        Map<String, Document> all = new TreeMap<>();
        Generations generations = new Generations(database);
        for (Projection<?> projection : projections) {
            int generation =
                    generations.standing(projection.name()).orElseThrow().generation();
            for (Document document : database.getCollection(Generations.collection(projection.name(), generation))
                    .find()) {
                all.put(projection.name() + "/" + document.get("_id"), document);
            }
        }
        return all;
    }

    @Override
    public void close() {
        stop();
        log.close();
    }
}
