package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;

/** What happened to a campaign. */
public sealed interface CampaignEvent {

    CampaignId campaignId();

    Actor actor();

    Instant at();

    record CampaignDrafted(CampaignId campaignId, Plan plan, Actor actor, Instant at) implements CampaignEvent {}

    record PlanRevised(CampaignId campaignId, int planVersion, Plan plan, Actor actor, Instant at)
            implements CampaignEvent {}

    record PlanSubmitted(CampaignId campaignId, int planVersion, Actor actor, Instant at) implements CampaignEvent {}

    record ForecastRecorded(CampaignId campaignId, int planVersion, Forecast forecast, Actor actor, Instant at)
            implements CampaignEvent {}

    record DecisionTaken(CampaignId campaignId, DecisionRecord decision) implements CampaignEvent {
        @Override
        public Actor actor() {
            return decision.actor();
        }

        @Override
        public Instant at() {
            return decision.at();
        }
    }

    record ApprovalRequested(
            CampaignId campaignId,
            int planVersion,
            String proposalHash,
            Role approver,
            String rule,
            Instant deadline,
            Actor actor,
            Instant at)
            implements CampaignEvent {}

    record ApprovalEscalated(CampaignId campaignId, String proposalHash, Actor actor, Instant at)
            implements CampaignEvent {}

    record PlanApproved(CampaignId campaignId, String proposalHash, Actor actor, Instant at) implements CampaignEvent {}

    record PlanSentBack(CampaignId campaignId, String proposalHash, String comment, Actor actor, Instant at)
            implements CampaignEvent {}

    record StockSecured(CampaignId campaignId, Actor actor, Instant at) implements CampaignEvent {}

    record CampaignLaunched(CampaignId campaignId, Actor actor, Instant at) implements CampaignEvent {}

    record LaunchFailed(CampaignId campaignId, String reason, Actor actor, Instant at) implements CampaignEvent {}

    record AdjustmentProposed(
            CampaignId campaignId, DecisionId decisionId, String rule, Instant deadline, Actor actor, Instant at)
            implements CampaignEvent {}

    /** In force from now on. @param rule the rule that let the re-tuner act alone, or empty where a person approved */
    record AdjustmentApplied(
            CampaignId campaignId,
            DecisionId decisionId,
            List<PriceChange> priceChanges,
            boolean push,
            String rule,
            Actor actor,
            Instant at)
            implements CampaignEvent {
        public AdjustmentApplied {
            priceChanges = List.copyOf(priceChanges);
        }
    }

    record AdjustmentRejected(CampaignId campaignId, DecisionId decisionId, String comment, Actor actor, Instant at)
            implements CampaignEvent {}

    /** Nobody answered in time: the sale stays as it is. */
    record AdjustmentExpired(CampaignId campaignId, DecisionId decisionId, Actor actor, Instant at)
            implements CampaignEvent {}

    record AdjustmentForbidden(CampaignId campaignId, DecisionId decisionId, String rule, Actor actor, Instant at)
            implements CampaignEvent {}

    record AdjustmentReverted(
            CampaignId campaignId,
            DecisionId decisionId,
            List<PriceChange> priceChanges,
            String reason,
            Actor actor,
            Instant at)
            implements CampaignEvent {
        public AdjustmentReverted {
            priceChanges = List.copyOf(priceChanges);
        }
    }

    record CampaignClosed(CampaignId campaignId, CampaignReport report, Actor actor, Instant at)
            implements CampaignEvent {}

    record CampaignStopped(CampaignId campaignId, String reason, Actor actor, Instant at) implements CampaignEvent {}
}
