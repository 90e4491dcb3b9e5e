package io.reprise.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.micrometer.core.instrument.MeterRegistry;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.JustAppended;
import io.reprise.domain.axon.LogLogIns;
import io.reprise.domain.axon.LogProjectionDecisions;
import io.reprise.domain.axon.LogWebhooks;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.projections.MongoConnection;
import io.reprise.projections.Stores;
import io.reprise.projections.answers.RememberedAnswers;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.snapshot.EmbeddedSnapshots;
import io.reprise.projections.snapshot.MongoSnapshots;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Projection;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.webhook.WebhookPositions;
import io.reprise.server.observability.MeasuredEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Where things are kept: in the MongoDB that is named, or in a folder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RepriseProperties.class)
class StoresConfiguration {

    /** The embedded MongoDB server, which carries the views where no MongoDB is named. */
    static final class EmbeddedViews implements AutoCloseable {
        private final MongoServer server;

        private EmbeddedViews(Path home) throws IOException {
            Path file = Files.createDirectories(home.resolve("views")).resolve("views.mv");
            server = new MongoServer(new H2Backend(file.toString()));
            server.bind();
        }

        String uri() {
            return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }

    @Bean(destroyMethod = "close")
    MongoClient mongoClient(RepriseProperties settings, List<EmbeddedViews> embedded) {
        return settings.isEmbedded()
                ? MongoClients.create(embedded.getFirst().uri())
                : MongoConnection.open(settings.mongodbUri(), settings.mongodbCa(), settings.mongodbDatabase());
    }

    @Bean(destroyMethod = "close")
    EmbeddedViews embeddedViews(RepriseProperties settings) throws IOException {
        return settings.isEmbedded() ? new EmbeddedViews(settings.home()) : null;
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, RepriseProperties settings) {
        return client.getDatabase(settings.mongodbDatabase());
    }

    @Bean(destroyMethod = "close")
    Stores stores(RepriseProperties settings, MongoDatabase database) {
        return settings.isEmbedded() ? Stores.embedded(settings.home()) : Stores.in(database);
    }

    @Bean(destroyMethod = "")
    EventLog eventLog(Stores stores, MeterRegistry meters) {
        return new MeasuredEventLog(stores.log(), meters);
    }

    @Bean
    EvidenceStore evidenceStore(Stores stores) {
        return stores.evidence();
    }

    @Bean
    CheckpointStore checkpoints(Stores stores) {
        return stores.checkpoints();
    }

    /** Beside the stores, not among them: a cache that may be deleted. */
    @Bean
    Snapshots snapshots(RepriseProperties settings, MongoDatabase database) {
        return settings.isEmbedded()
                ? new EmbeddedSnapshots(settings.home().resolve("snapshots"))
                : new MongoSnapshots(database);
    }

    /** One form of JSON for events, views and the API. */
    @Bean
    @Primary
    ObjectMapper objectMapper() {
        return EventJson.mapper();
    }

    @Bean
    LogIns logIns(EventLog log) {
        return new LogLogIns(log);
    }

    @Bean
    Webhooks webhooks(EventLog log) {
        return new LogWebhooks(log);
    }

    @Bean
    WebhookPositions webhookPositions(MongoDatabase database) {
        return new WebhookPositions(database);
    }

    @Bean
    RememberedAnswers rememberedAnswers(MongoDatabase database) {
        return new RememberedAnswers(database);
    }

    @Bean
    Board board(MongoDatabase database, ObjectMapper json) {
        return new Board(database, json);
    }

    @Bean
    CampaignPages campaignPages(MongoDatabase database, ObjectMapper json) {
        return new CampaignPages(database, json);
    }

    @Bean
    DecisionLog decisionLog(MongoDatabase database, ObjectMapper json) {
        return new DecisionLog(database, json);
    }

    @Bean
    Inbox inbox(MongoDatabase database, ObjectMapper json) {
        return new Inbox(database, json);
    }

    @Bean
    Kpis kpis(MongoDatabase database, ObjectMapper json) {
        return new Kpis(database, json);
    }

    @Bean
    StockLevels stockLevels(MongoDatabase database, ObjectMapper json) {
        return new StockLevels(database, json);
    }

    @Bean
    ModelReleases modelReleases(MongoDatabase database, ObjectMapper json) {
        return new ModelReleases(database, json);
    }

    @Bean
    ProjectionDecisions projectionDecisions(EventLog log) {
        return new LogProjectionDecisions(log);
    }

    @Bean
    JustAppended justAppended() {
        return new JustAppended();
    }

    @Bean
    EventDecoder eventDecoder(JustAppended justAppended) {
        return new EventDecoder() {
            @Override
            public Class<?> type(StoredEvent stored) {
                return EventJson.type(stored);
            }

            @Override
            public Object read(StoredEvent stored) {
                return justAppended.read(stored);
            }
        };
    }

    @Bean
    CampaignAsOf campaignAsOf(
            EventLog log, EventDecoder decoder, CampaignPages pages, Board board, Kpis kpis, DecisionLog decisions) {
        CampaignAsOf.StreamNames names = new CampaignAsOf.StreamNames(Streams::of, Streams::signals, Streams::of);
        return new CampaignAsOf(log, decoder, names, pages, board, kpis, decisions);
    }

    @Bean(destroyMethod = "close")
    ViewFeed viewFeed(
            EventLog log,
            EventDecoder decoder,
            ProjectionDecisions decisions,
            MongoDatabase database,
            List<Projection<?>> projections,
            RepriseProperties settings) {
        return ViewFeed.start(log, decoder, decisions, database, projections, !settings.isEmbedded());
    }

    @Bean
    ViewOperations viewOperations(ViewFeed feed, EventLog log, MongoDatabase database, ProjectionDecisions decisions) {
        return new ViewOperations(feed, log, database, decisions);
    }
}
