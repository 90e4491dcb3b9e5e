package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.Views;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/** API and security as they are, real projections on the embedded MongoDB server, the core in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({"io.reprise.http.api", "io.reprise.http.security"})
class ApiTestServer {

    /** A rehearsal's clock that tests also turn into a real one. */
    static final class TestClock implements CampaignClock {
        private Instant now = LiveSale.START.minusSeconds(86_400);
        boolean simulated = true;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public boolean isSimulated() {
            return simulated;
        }

        @Override
        public void advanceTo(Instant to) {
            now = to.isAfter(now) ? to : now;
        }
    }

    /** Only knows how many events there are. */
    private record Head(InMemoryCore core) implements EventLog {
        @Override
        public long head() {
            return core.events().size();
        }

        @Override
        public long append(List<NewEvent> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredEvent> read(long from, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong lastSequence(String stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<LoggedBatch> batches(long fromPosition, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Bean(destroyMethod = "shutdownNow")
    MongoServer mongoServer() {
        MongoServer server = new MongoServer(H2Backend.inMemory());
        server.bind();
        return server;
    }

    @Bean(destroyMethod = "close")
    MongoClient mongo(MongoServer server) {
        return MongoClients.create(
                "mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
    }

    @Bean
    MongoDatabase database(MongoClient mongo) {
        return mongo.getDatabase("test");
    }

    @Bean
    @Primary
    ObjectMapper json() {
        return EventJson.mapper();
    }

    @Bean
    Board board(MongoDatabase database, ObjectMapper json) {
        return new Board(database, json);
    }

    @Bean
    CampaignPages pages(MongoDatabase database, ObjectMapper json) {
        return new CampaignPages(database, json);
    }

    @Bean
    DecisionLog decisions(MongoDatabase database, ObjectMapper json) {
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
    ModelReleases models(MongoDatabase database, ObjectMapper json) {
        return new ModelReleases(database, json);
    }

    @Bean
    Views views(List<Projection> projections) {
        return new Views(projections);
    }

    @Bean
    InMemoryCore core(Views views) {
        return new InMemoryCore(views);
    }

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    @Bean
    Pseudonyms pseudonyms() {
        return shopper -> new Pseudonym(Sha256.hexOf("test", shopper));
    }

    @Bean
    CommandDesk desk(InMemoryCore core, Views views) {
        return new CommandDesk(core, new Head(core), views);
    }

    @Bean
    PlanCheck check(InMemoryCore core) {
        return new PlanCheck(core);
    }
}
