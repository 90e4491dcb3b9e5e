package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Optional;

/** What can be asked of a campaign. Each may be sent again: the second time nothing happens. */
public sealed interface CampaignCommand {

    CampaignId campaignId();

    Actor actor();

    Instant at();

    record DraftCampaign(CampaignId campaignId, Plan plan, Actor actor, Instant at) implements CampaignCommand {}

    /**
     * Another version of the plan; while one waits for approval, it takes it back.
     *
     * @param ofVersion the version the marketer changed, where it is told, so that nobody's change is written over
     */
    record RevisePlan(CampaignId campaignId, Plan plan, Optional<Integer> ofVersion, Actor actor, Instant at)
            implements CampaignCommand {

        /** Whatever the latest version is. */
        public RevisePlan(CampaignId campaignId, Plan plan, Actor actor, Instant at) {
            this(campaignId, plan, Optional.empty(), actor, at);
        }
    }

    /** @param planVersion the version the marketer saw, so that nothing unseen is submitted */
    record SubmitPlan(CampaignId campaignId, int planVersion, Actor actor, Instant at) implements CampaignCommand {}

    record RecordForecast(CampaignId campaignId, int planVersion, Forecast forecast, Actor actor, Instant at)
            implements CampaignCommand {}

    /** Takes one decision by a policy; the policy runs here, in the core. */
    record TakeDecision(
            CampaignId campaignId,
            DecisionId decisionId,
            PolicyRef policy,
            DecisionInputs inputs,
            Evidence evidence,
            Parameters parameters,
            long seed,
            Actor actor,
            Instant at)
            implements CampaignCommand {}

    /** @param rule the decision table and rule that chose the approver, for the record */
    record RequestApproval(CampaignId campaignId, Role approver, String rule, Instant deadline, Actor actor, Instant at)
            implements CampaignCommand {
        public RequestApproval {
            InvalidValue.unless(approver != null, "approver", "must be a role");
            InvalidValue.unless(deadline != null, "deadline", "must be given");
        }
    }

    record EscalateApproval(CampaignId campaignId, Actor actor, Instant at) implements CampaignCommand {}

    /** @param proposalHash hash of the proposal the approver saw */
    record ApprovePlan(CampaignId campaignId, String proposalHash, Actor actor, Instant at) implements CampaignCommand {
        public ApprovePlan {
            InvalidValue.unless(proposalHash != null, "proposalHash", "must be the hash of what was looked at");
        }
    }

    record SendBackPlan(CampaignId campaignId, String proposalHash, String comment, Actor actor, Instant at)
            implements CampaignCommand {
        public SendBackPlan {
            InvalidValue.unless(proposalHash != null, "proposalHash", "must be the hash of what was looked at");
        }
    }

    /**
     * Puts a person's outcome in the place of a decision that waits for approval. Whoever does so answers for it, and so
     * does not approve it.
     *
     * @param decisionId the decision that is overridden
     * @param proposalHash hash of the proposal the person saw
     * @param reason why, for those who approve it and those who look at it later
     */
    record OverrideDecision(
            CampaignId campaignId,
            DecisionId decisionId,
            String proposalHash,
            DecisionOutcome outcome,
            String reason,
            Actor actor,
            Instant at)
            implements CampaignCommand {
        public OverrideDecision {
            InvalidValue.unless(proposalHash != null, "proposalHash", "must be the hash of what was looked at");
            InvalidValue.unless(outcome != null, "outcome", "must be given");
        }
    }

    /** Stock has been set aside for every item. */
    record SecureStock(CampaignId campaignId, Actor actor, Instant at) implements CampaignCommand {}

    record LaunchCampaign(CampaignId campaignId, Actor actor, Instant at) implements CampaignCommand {}

    record FailLaunch(CampaignId campaignId, String reason, Actor actor, Instant at) implements CampaignCommand {}

    /**
     * Says who may put a decided adjustment in force.
     *
     * @param rule the decision table and rule that said so, for the record
     * @param deadline by when a person has to answer, after which the sale stays as it is
     */
    record RouteAdjustment(
            CampaignId campaignId,
            DecisionId decisionId,
            Route route,
            String rule,
            Instant deadline,
            Actor actor,
            Instant at)
            implements CampaignCommand {
        public RouteAdjustment {
            InvalidValue.unless(route != null, "route", "must be AUTOMATIC, APPROVAL or FORBIDDEN");
            InvalidValue.unless(
                    route != Route.APPROVAL || deadline != null, "deadline", "must be given for an approval");
        }
    }

    record ApproveAdjustment(CampaignId campaignId, DecisionId decisionId, Actor actor, Instant at)
            implements CampaignCommand {}

    record RejectAdjustment(CampaignId campaignId, DecisionId decisionId, String comment, Actor actor, Instant at)
            implements CampaignCommand {}

    record ExpireAdjustment(CampaignId campaignId, DecisionId decisionId, Actor actor, Instant at)
            implements CampaignCommand {}

    record RevertAdjustment(CampaignId campaignId, DecisionId decisionId, String reason, Actor actor, Instant at)
            implements CampaignCommand {}

    /** Ends the sale after its closing evaluation. */
    record CloseCampaign(CampaignId campaignId, Actor actor, Instant at) implements CampaignCommand {}

    /** The kill switch. */
    record StopCampaign(CampaignId campaignId, String reason, Actor actor, Instant at) implements CampaignCommand {}

    /** Who may put an adjustment in force. */
    enum Route {
        AUTOMATIC,
        APPROVAL,
        FORBIDDEN
    }
}
