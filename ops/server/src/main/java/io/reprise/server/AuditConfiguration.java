package io.reprise.server;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.http.DecisionReplays;
import io.reprise.http.EventProofs;
import io.reprise.http.ReplayDesk;
import io.reprise.http.VerificationDesk;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.LogKeys;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What auditors ask of a running server. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /** Nobody waits for a sale to start. */
    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(5);

    @Bean(destroyMethod = "close")
    ReplayDesk replayDesk(Campaigns campaigns, EvidenceStore evidence, ModelShelf shelf, CampaignClock clock) {
        return new ReplayDesk(campaigns, evidence, new OrToolsPlanSolver(SOLVER_PATIENCE).besides(shelf), clock);
    }

    /** A reader waits for one decision no longer than a campaign does. */
    @Bean
    DecisionReplays decisionReplays(EvidenceStore evidence, ModelShelf shelf, RepriseProperties settings) {
        return new DecisionReplays(evidence, new OrToolsPlanSolver(settings.modelPatience()).besides(shelf));
    }

    @Bean(destroyMethod = "close")
    VerificationDesk verificationDesk(EventLog log, CheckpointStore checkpoints, RepriseProperties settings) {
        LogKeys keys = LogKeys.in(settings.logKeys(), settings.logOrigin());
        return new VerificationDesk(log, checkpoints, note -> LogKeys.accept(keys.verifiers(), note));
    }

    @Bean
    EventProofs eventProofs(EventLog log, CheckpointStore checkpoints) {
        return new EventProofs(log, checkpoints);
    }
}
