package io.reprise.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.bpmn.ProcessFiles;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.Signals;
import io.reprise.http.CounterfactualDesk;
import io.reprise.http.DecisionReplays;
import io.reprise.http.DecisionSearch;
import io.reprise.http.EventProofs;
import io.reprise.http.PackDesk;
import io.reprise.http.ReplayDesk;
import io.reprise.http.TransparencyDesk;
import io.reprise.http.VerificationDesk;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.Stores;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.pack.EvidencePack;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What auditors ask of a running server. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /** Nobody waits for a sale to start. */
    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(5);

    private static ModelRunner runner(ModelShelf shelf) {
        return new OrToolsPlanSolver(SOLVER_PATIENCE).besides(shelf);
    }

    @Bean(destroyMethod = "close")
    ReplayDesk replayDesk(
            Campaigns campaigns,
            EvidenceStore evidence,
            ModelShelf shelf,
            CampaignClock clock,
            MongoDatabase database,
            ObjectMapper json) {
        return new ReplayDesk(
                campaigns, evidence, runner(shelf), clock, new KeptWork(database, "replay", ReplayDesk.KEPT_MAX), json);
    }

    /** Diagrams and tables are those of this version of the software. */
    @Bean
    PackDesk packDesk(Stores stores, ModelCards cards, ObjectMapper json, RepriseProperties settings)
            throws IOException {
        Map<String, byte[]> processes = ProcessFiles.all();
        return (campaign, out) -> new EvidencePack(
                        stores,
                        new EvidencePack.Sources(
                                List.of(Streams.of(campaign), Streams.signals(campaign), Streams.privacy(campaign)),
                                Streams::of,
                                cards,
                                json,
                                processes,
                                Files.readString(settings.logKeys().resolve("log-verifiers.txt"))))
                .write(campaign, out);
    }

    @Bean
    CounterfactualRun counterfactualRun(
            Campaigns campaigns, EvidenceStore evidence, ModelShelf shelf, Signals signals) {
        return new CounterfactualRun(campaigns, evidence, runner(shelf), signals::read);
    }

    @Bean
    TransparencyDesk transparencyDesk(
            Campaigns campaigns, DecisionJudgements judgements, ModelCards cards, EvidenceStore evidence) {
        return new TransparencyDesk(campaigns, judgements, cards, evidence);
    }

    @Bean(destroyMethod = "close")
    CounterfactualDesk counterfactualDesk(
            CounterfactualRun run,
            Campaigns campaigns,
            CampaignClock clock,
            MongoDatabase database,
            ObjectMapper json) {
        KeptWork kept = new KeptWork(database, "counterfactual", CounterfactualDesk.KEPT_MAX);
        return new CounterfactualDesk(run, campaigns, clock, kept, json);
    }

    /** A reader waits for one decision no longer than a campaign does. */
    @Bean
    DecisionReplays decisionReplays(EvidenceStore evidence, ModelShelf shelf, RepriseProperties settings) {
        return new DecisionReplays(evidence, new OrToolsPlanSolver(settings.modelPatience()).besides(shelf));
    }

    @Bean(destroyMethod = "close")
    VerificationDesk verificationDesk(
            EventLog log,
            CheckpointStore checkpoints,
            RepriseProperties settings,
            CampaignClock clock,
            MongoDatabase database,
            ObjectMapper json) {
        LogKeys keys = LogKeys.in(settings.logKeys(), settings.logOrigin());
        KeptWork kept = new KeptWork(database, "verification", VerificationDesk.KEPT_MAX);
        return new VerificationDesk(
                log, checkpoints, note -> LogKeys.accept(keys.verifiers(), note), clock, kept, json);
    }

    @Bean
    DecisionSearch decisionSearch(DecisionLog log, CampaignPages pages, DecisionSearch.Sentences sentences) {
        return new DecisionSearch(log, pages, sentences);
    }

    @Bean
    EventProofs eventProofs(EventLog log, CheckpointStore checkpoints) {
        return new EventProofs(log, checkpoints);
    }
}
