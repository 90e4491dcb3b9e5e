package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.GroupedClaims;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.axon.LogLogIns;
import io.reprise.domain.axon.LogProjectionDecisions;
import io.reprise.domain.axon.LogSubjectAccess;
import io.reprise.domain.axon.LogWebhooks;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.port.AudienceCounts;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.port.Erasures;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.port.Noise;
import io.reprise.domain.model.port.PrivacyBudgets;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.SubjectAccess;
import io.reprise.domain.model.port.Webhooks;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.CommandDesk;
import io.reprise.http.ImportDesk;
import io.reprise.http.PlanCheck;
import io.reprise.http.ReleaseDesk;
import io.reprise.http.TrainingDesk;
import io.reprise.http.WhatIfDesk;
import io.reprise.http.console.DecisionWords;
import io.reprise.http.console.Words;
import io.reprise.http.security.SessionKey;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.answers.RememberedAnswers;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.people.MongoKeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.people.ShelvedPseudonyms;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Projection;
import io.reprise.projections.webhook.WebhookPositions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** API and security as they are, real projections on the embedded MongoDB server, the core in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({
    "io.reprise.http.api",
    "io.reprise.http.cloudevent",
    "io.reprise.http.openapi",
    "io.reprise.http.security",
    "io.reprise.http.stream",
    "io.reprise.http.webhook"
})
@Import({Words.class, DecisionWords.class, ApiTestAudit.class})
class ApiTestServer {

    @Bean
    EvenNextItems nextItems() {
        return new EvenNextItems();
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
    LogIns logIns(InMemoryLog log) {
        return new LogLogIns(log);
    }

    @Bean
    Claims claims(CommandGateway commands) {
        return new GroupedClaims(commands::sendAndWait);
    }

    @Bean
    Webhooks webhooks(InMemoryLog log) {
        return new LogWebhooks(log);
    }

    @Bean
    WebhookPositions webhookPositions(MongoDatabase database) {
        return new WebhookPositions(database);
    }

    @Bean
    RememberedAnswers answers(MongoDatabase database) {
        return new RememberedAnswers(database);
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
    ModelReleases models(MongoDatabase database, ObjectMapper json) {
        return new ModelReleases(database, json);
    }

    @Bean
    CampaignAsOf asOf(InMemoryLog log, CampaignPages pages, Board board, Kpis kpis, DecisionLog decisions) {
        CampaignAsOf.StreamNames names = new CampaignAsOf.StreamNames(Streams::of, Streams::signals, Streams::of);
        return new CampaignAsOf(log, new JsonEvents(), names, pages, board, kpis, decisions);
    }

    @Bean
    InMemoryLog log() {
        return new InMemoryLog();
    }

    @Bean
    ProjectionDecisions decisions(InMemoryLog log) {
        return new LogProjectionDecisions(log);
    }

    @Bean(destroyMethod = "close")
    ViewFeed views(
            InMemoryLog log, ProjectionDecisions decisions, MongoDatabase database, List<Projection<?>> projections) {
        return ViewFeed.start(log, new JsonEvents(), decisions, database, projections, false);
    }

    @Bean
    ViewOperations viewOperations(
            ViewFeed views, InMemoryLog log, MongoDatabase database, ProjectionDecisions decisions) {
        return new ViewOperations(views, log, database, decisions);
    }

    @Bean
    InMemoryCore core(InMemoryLog log, ViewFeed views) {
        return new InMemoryCore(log, views);
    }

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    @Bean
    Erasures erasures(InMemoryLog log) {
        return new LogErasures(log);
    }

    @Bean
    SubjectAccess subjectAccess(InMemoryLog log) {
        return new LogSubjectAccess(log);
    }

    @Bean
    @Qualifier("installation") Pseudonyms installationPseudonyms() {
        return shopper -> new Pseudonym(Sha256.hexOf("test", shopper));
    }

    @Bean
    SessionKey sessionKey() {
        return SessionKey.derivedFrom("test".getBytes(StandardCharsets.UTF_8));
    }

    @Bean
    @Primary
    ShelvedPseudonyms pseudonyms(
            @Value("${reprise.home}") Path home,
            MongoDatabase database,
            Erasures erasures,
            @Qualifier("installation") Pseudonyms installation) {
        return new ShelvedPseudonyms(
                PeopleKeys.in(home.resolve("keys")), new MongoKeyShelf(database), erasures, Optional.of(installation));
    }

    @Bean
    CommandDesk desk(InMemoryCore core, InMemoryLog log, ViewFeed views) {
        return new CommandDesk(core, log, views);
    }

    /** Cards lie on a shelf that this server has none of. */
    @Bean
    ReleaseDesk releases(CommandDesk commands, ModelReleases models, TestClock clock) {
        return new ReleaseDesk(commands, models, release -> Optional.empty(), clock);
    }

    @Bean
    PrivacyBudgets budgets(InMemoryCore core) {
        return core::budget;
    }

    @Bean
    AudienceCounts counts(InMemoryCore core) {
        return core::counts;
    }

    /** Noise that a test can see: the sensitivity. */
    @Bean
    Noise noise() {
        return (sensitivity, epsilonMicros) -> 1_000L * sensitivity;
    }

    /** What the fuzzer uploads and imports is a few bytes that nobody can read. */
    @Bean
    FewImports imports() {
        return new FewImports();
    }

    @Bean(destroyMethod = "close")
    ImportDesk importDesk(FewImports imports, TestClock clock, MongoDatabase database, ObjectMapper json) {
        return new ImportDesk(imports, clock, new KeptWork(database, "import", 100), json);
    }

    @Bean(destroyMethod = "close")
    TrainingDesk trainingDesk(TestClock clock, MongoDatabase database, ObjectMapper json) {
        return new TrainingDesk(new CountingTrainer(), () -> {}, clock, new KeptWork(database, "training", 100), json);
    }

    @Bean
    EvenDemand demand() {
        return new EvenDemand();
    }

    @Bean
    WhatIfDesk whatIf(EvenDemand demand, InMemoryCore core) {
        Attribution discount = new Attribution(2, 1, List.of(new Attribution.Feature("discount", 1, 1)));
        return new WhatIfDesk(demand, demand, (call, input) -> discount, core);
    }

    @Bean
    FewProcesses processes() {
        return new FewProcesses();
    }

    @Bean
    PlanCheck check(InMemoryCore core) {
        return new PlanCheck(core);
    }
}
