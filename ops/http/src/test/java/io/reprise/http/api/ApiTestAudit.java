package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.http.CounterfactualDesk;
import io.reprise.http.DecisionAttributions;
import io.reprise.http.DecisionSearch;
import io.reprise.http.EventProofs;
import io.reprise.http.PackDesk;
import io.reprise.http.ReplayDesk;
import io.reprise.http.TransparencyDesk;
import io.reprise.http.VerificationDesk;
import io.reprise.http.console.DecisionWords;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.LogKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What auditors ask for, on the core in memory: replays, proofs, verification, other policies, who decided what. */
@TestConfiguration(proxyBeanMethods = false)
class ApiTestAudit {

    /** Where a third party finds the key that signs. */
    static final Path LOG_KEYS = Path.of("target", "test-log-keys");

    @Bean
    DecisionJudgements judgements(InMemoryCore core) {
        return core::judgements;
    }

    /** Of no artifact. */
    @Bean
    ModelCards cards() {
        return release -> Optional.empty();
    }

    @Bean
    TransparencyDesk transparency(
            InMemoryCore core, DecisionJudgements judgements, ModelCards cards, EvidenceStore evidence) {
        return new TransparencyDesk(core, judgements, cards, evidence);
    }

    @Bean
    EvidenceStore evidence() {
        return new InMemoryEvidence();
    }

    @Bean
    ModelRunner modelRunner() {
        return new NoModels();
    }

    @Bean(destroyMethod = "close")
    ReplayDesk replays(
            InMemoryCore core,
            EvidenceStore evidence,
            ModelRunner models,
            TestClock clock,
            KeptWork kept,
            ObjectMapper json) {
        return new ReplayDesk(core, evidence, models, clock, kept, json);
    }

    @Bean
    CheckpointStore checkpoints(@Value("${reprise.home}") Path home) {
        return new FolderCheckpoints(home.resolve("checkpoints"));
    }

    @Bean
    LogKeys logKeys() {
        return LogKeys.in(LOG_KEYS, "example.com/sales");
    }

    @Bean(destroyMethod = "close")
    VerificationDesk verifications(
            InMemoryLog log,
            CheckpointStore checkpoints,
            LogKeys keys,
            TestClock clock,
            MongoDatabase database,
            ObjectMapper json) {
        KeptWork kept = new KeptWork(database, "verification", VerificationDesk.KEPT_MAX);
        return new VerificationDesk(
                log, checkpoints, note -> LogKeys.accept(keys.verifiers(), note), clock, kept, json);
    }

    @Bean
    DecisionSearch decisionSearch(DecisionLog log, CampaignPages pages, DecisionWords words) {
        return new DecisionSearch(log, pages, words);
    }

    @Bean
    EventProofs proofs(InMemoryLog log, CheckpointStore checkpoints) {
        return new EventProofs(log, checkpoints);
    }

    @Bean
    KeptWork keptWork(MongoDatabase database) {
        return new KeptWork(database, "replay", ReplayDesk.KEPT_MAX);
    }

    @Bean
    PackDesk packs() {
        return new NamedPacks();
    }

    @Bean
    CounterfactualRun counterfactuals(InMemoryCore core, EvidenceStore evidence, ModelRunner models) {
        return new CounterfactualRun(core, evidence, models, core::read);
    }

    @Bean(destroyMethod = "close")
    CounterfactualDesk counterfactualDesk(
            CounterfactualRun run, InMemoryCore core, TestClock clock, MongoDatabase database, ObjectMapper json) {
        return new CounterfactualDesk(run, core, clock, new KeptWork(database, "counterfactual", 20), json);
    }

    /** Says how many rows it was shown. */
    @Bean
    DecisionAttributions attributions(EvidenceStore evidence) {
        return new DecisionAttributions(evidence, (call, input) -> new Attribution(input.rows(), 0, List.of()));
    }
}
