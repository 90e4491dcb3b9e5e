package io.reprise.domain.model.replay;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param cancelled whether it was called off before everything was taken again
 * @param decisions taken again by their policies
 * @param decisionsEqual of these, equal to the bit
 * @param calls different questions to models, asked again; 0 where models were left out
 * @param callsEqual of these, equal to the bit
 * @param callsHeld equal, or drifting within {@link ModelReplay#TOLERANCE} on another device class
 * @param decisionFindings decisions that differ, by campaign and in their order; at most {@link #FINDINGS_MAX}
 * @param callFindings calls that are not equal to the bit; at most {@link #FINDINGS_MAX}
 */
public record ReplayReport(
        ReplayScope scope,
        boolean cancelled,
        int campaigns,
        long decisions,
        long decisionsEqual,
        long calls,
        long callsEqual,
        long callsHeld,
        List<DecisionFinding> decisionFindings,
        List<CallFinding> callFindings) {

    public static final int FINDINGS_MAX = 1_000;

    public ReplayReport {
        decisionFindings = List.copyOf(decisionFindings);
        callFindings = List.copyOf(callFindings);
    }

    /** Whether everything was taken again, and all of it holds. */
    public boolean holds() {
        return !cancelled && decisions == decisionsEqual && calls == callsHeld;
    }

    /** A decision that is not as it was. @param policy by which it was taken */
    public record DecisionFinding(
            CampaignId campaign,
            DecisionId decision,
            DecisionKind kind,
            PolicyRef policy,
            List<Difference> differences) {
        public DecisionFinding {
            differences = List.copyOf(differences);
        }
    }

    /**
     * A model's answer that is not as it was.
     *
     * @param drift largest relative difference of any value, or empty where it could not be asked
     */
    public record CallFinding(
            String model,
            String version,
            String artifactSha256,
            String inputSha256,
            boolean holds,
            Optional<Double> drift,
            String remark) {}
}
