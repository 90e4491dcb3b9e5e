package io.reprise.benchmarks.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.feed.SteppedFeed;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Projection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/** Views of a history, fed a page at a time; the server dies, or the database is away, at one of the feed's writes. */
final class SimulatedViews implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(20);
    private static final int DROPS_ONE_IN = 10;
    private static final EventDecoder DECODER = new EventDecoder() {
        @Override
        public Class<?> type(StoredEvent stored) {
            return EventJson.type(stored);
        }

        @Override
        public Object read(StoredEvent stored) {
            return EventJson.read(stored);
        }
    };
    private static final ProjectionDecisions NOTHING_DROPPED = new ProjectionDecisions() {
        @Override
        public void record(LetterDropped dropped) {
            throw new IllegalStateException("nobody drops anything here");
        }

        @Override
        public List<LetterDropped> dropped(String projection) {
            return List.of();
        }
    };

    private final ViewsServer server = new ViewsServer();
    private final Host host;
    private final Agenda agenda;
    private final Dice dice;
    private final Plant plant;
    private SteppedFeed feed;

    SimulatedViews(Host host, Agenda agenda, Dice dice, Plant plant) {
        this.host = host;
        this.agenda = agenda;
        this.dice = dice;
        this.plant = plant;
        host.with(this::begin, this::end);
    }

    private void begin(ServerLife life) {
        agenda.in(agenda.upTo(EVERY), () -> step(life));
    }

    private void end() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    private void step(ServerLife life) {
        if (host.life().orElse(null) != life) {
            return;
        }
        try {
            if (feed == null) {
                feed = feed(life.log(), faulty(server.database("views")));
            }
            feed.step();
        } catch (MongoException e) {
            // The database is away for a moment: tried again.
            end();
        }
        agenda.in(agenda.upTo(EVERY), () -> step(life));
    }

    private static SteppedFeed feed(EventLog log, MongoDatabase database) {
        return new SteppedFeed(log, DECODER, NOTHING_DROPPED, database, projections(database));
    }

    private static List<Projection<?>> projections(MongoDatabase database) {
        ObjectMapper json = EventJson.mapper();
        return List.of(
                new CampaignPages(database, json), new DecisionLog(database, json), new StockLevels(database, json));
    }

    /** Views brought to the end of the log, beside views made of it from the beginning. */
    List<String> differences() {
        end();
        EventLog log = host.life().orElseThrow().log();
        Map<String, Document> fed = toTheEnd(log, server.database("views"));
        MongoDatabase fresh = server.database("rebuilt");
        Map<String, Document> rebuilt = toTheEnd(log, fresh);
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Document> view : rebuilt.entrySet()) {
            if (!view.getValue().equals(fed.remove(view.getKey()))) {
                differences.add("view-differs-from-rebuild: " + view.getKey());
            }
        }
        fed.keySet().forEach(extra -> differences.add("view-differs-from-rebuild: only fed " + extra));
        return differences;
    }

    private static Map<String, Document> toTheEnd(EventLog log, MongoDatabase database) {
        try (SteppedFeed feed = feed(log, database)) {
            boolean more = true;
            while (more) {
                more = feed.step();
            }
            Map<String, Document> all = new TreeMap<>();
            feed.stopped().forEach(why -> all.put("stopped: " + why, new Document()));
            Generations generations = new Generations(database);
            for (Projection<?> projection : projections(database)) {
                int generation =
                        generations.standing(projection.name()).orElseThrow().generation();
                for (Document document : database.getCollection(Generations.collection(projection.name(), generation))
                        .find()) {
                    all.put(projection.name() + "/" + document.get("_id"), document);
                }
            }
            return all;
        }
    }

    private MongoDatabase faulty(MongoDatabase database) {
        return (MongoDatabase) proxy(MongoDatabase.class, database, "getCollection");
    }

    private Object proxy(Class<?> port, Object real, String what) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            boolean isWrite = what.startsWith("view_") && method.getName().equals("bulkWrite");
            if (isWrite) {
                beforeWrite();
            }
            if (isWrite && plant == Plant.DROPS_VIEW_WRITES && dice.drawn(DROPS_ONE_IN) == 0) {
                return null;
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (isWrite && dice.happens(Fault.CRASH_IN_VIEW)) {
                throw new Crash("after a write of a view");
            }
            return result instanceof MongoCollection<?> collection
                    ? proxy(
                            MongoCollection.class,
                            collection,
                            collection.getNamespace().getCollectionName())
                    : result;
        });
    }

    private void beforeWrite() {
        if (dice.happens(Fault.CRASH_IN_VIEW)) {
            throw new Crash("before a write of a view");
        }
        if (dice.happens(Fault.VIEW_STORE_FAILS)) {
            throw new MongoException("the database was away for a moment");
        }
    }

    @Override
    public void close() {
        end();
        server.close();
    }
}
