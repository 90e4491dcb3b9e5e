package io.reprise.server.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogProjectionDecisions;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.Stores;
import io.reprise.projections.archive.LogExport;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.feed.FeedStatus;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Projection;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** What a server that has stopped left behind: its log, its views, and the views made again from the log. */
public final class KeptStores implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
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

    private final Stores stores;
    private final MongoDatabase database;
    private final List<Runnable> resources;

    private KeptStores(Stores stores, MongoDatabase database, List<Runnable> resources) {
        this.stores = stores;
        this.database = database;
        this.resources = resources;
    }

    /** Of a server on files. */
    public static KeptStores in(Path home) {
        MongoServer server =
                new MongoServer(new H2Backend(home.resolve("views/views.mv").toString()));
        MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
        return new KeptStores(
                Stores.embedded(home), client.getDatabase("reprise"), List.of(client::close, server::shutdownNow));
    }

    /** Of a server on MongoDB. */
    static KeptStores on(String mongodb) {
        MongoClient client = MongoClients.create(mongodb);
        MongoDatabase database = client.getDatabase("reprise");
        return new KeptStores(Stores.in(database), database, List.of(client::close));
    }

    public Stores stores() {
        return stores;
    }

    /** The whole log, line by line, as it is exported. */
    public List<String> archive() throws IOException {
        StringWriter lines = new StringWriter();
        new LogExport(stores, lines).log(written -> {});
        return lines.toString().lines().toList();
    }

    /** Views as they were kept, brought to the end of the log. */
    public Map<String, Document> views() throws InterruptedException {
        try (ViewFeed feed = feed()) {
            untilFed(operations(feed));
            if (!feed.await(stores.log().head(), PATIENCE)) {
                throw new AssertionError("the views stand at " + feed.reached());
            }
            return documents();
        }
    }

    private ViewOperations operations(ViewFeed feed) {
        return new ViewOperations(feed, stores.log(), database, new LogProjectionDecisions(stores.log()));
    }

    private static void untilFed(ViewOperations operations) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (operations.all().stream()
                .anyMatch(s -> s.rebuild().isPresent() || s.state() == FeedStatus.State.CATCHING_UP)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the views were not made: " + operations.all());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Views made again from the first event on. */
    public Map<String, Document> rebuilt() throws InterruptedException {
        try (ViewFeed feed = feed()) {
            ViewOperations operations = operations(feed);
            projections().forEach(projection -> operations.rebuild(projection.name()));
            untilFed(operations);
            return documents();
        }
    }

    private ViewFeed feed() {
        return ViewFeed.start(
                stores.log(), DECODER, new LogProjectionDecisions(stores.log()), database, projections(), false);
    }

    private List<Projection<?>> projections() {
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

    private Map<String, Document> documents() {
        Map<String, Document> all = new TreeMap<>();
        Generations generations = new Generations(database);
        for (Projection<?> projection : projections()) {
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
        stores.close();
        for (Runnable resource : resources) {
            resource.run();
        }
    }
}
