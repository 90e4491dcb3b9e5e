package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /**
     * A person decided otherwise than a policy. What the policy decided stays in the log, and can be taken again.
     *
     * @param decisionId the decision whose outcome gives way
     * @param proposalHash hash of the proposal as it is from now on
     */
    record DecisionOverridden(
            CampaignId campaignId,
            DecisionId decisionId,
            DecisionOutcome outcome,
            String reason,
            String proposalHash,
            Actor actor,
            Instant at)
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
            Instant at,
            Optional<ExtentChange> extent)
            implements CampaignEvent {
        public AdjustmentApplied {
            priceChanges = List.copyOf(priceChanges);
            extent = extent == null ? Optional.empty() : extent.filter(change -> !change.isNothing());
        }

        /** Of prices and a push wave alone. */
        public AdjustmentApplied(
                CampaignId campaignId,
                DecisionId decisionId,
                List<PriceChange> priceChanges,
                boolean push,
                String rule,
                Actor actor,
                Instant at) {
            this(campaignId, decisionId, priceChanges, push, rule, actor, at, Optional.empty());
        }
    }

    record AdjustmentRejected(CampaignId campaignId, DecisionId decisionId, String comment, Actor actor, Instant at)
            implements CampaignEvent {}

    /** Nobody answered in time: the sale stays as it is. */
    record AdjustmentExpired(CampaignId campaignId, DecisionId decisionId, Actor actor, Instant at)
            implements CampaignEvent {}

    record AdjustmentForbidden(CampaignId campaignId, DecisionId decisionId, String rule, Actor actor, Instant at)
            implements CampaignEvent {}

    /**
     * Taken back, as far as that could be done; stock that was moved goes back as far as it is not sold.
     *
     * @param priceChanges prices that went back
     * @param extent what of the extent went back, or empty
     * @param notRestored what could not be taken back, or empty where all was
     */
    record AdjustmentReverted(
            CampaignId campaignId,
            DecisionId decisionId,
            List<PriceChange> priceChanges,
            String reason,
            Actor actor,
            Instant at,
            Optional<ExtentChange> extent,
            Optional<List<NotRestored>> notRestored)
            implements CampaignEvent {
        public AdjustmentReverted {
            priceChanges = List.copyOf(priceChanges);
            extent = extent == null ? Optional.empty() : extent.filter(change -> !change.isNothing());
            notRestored = notRestored == null
                    ? Optional.empty()
                    : notRestored.filter(some -> !some.isEmpty()).map(List::copyOf);
        }

        /** All of it, where it was of prices alone. */
        public AdjustmentReverted(
                CampaignId campaignId,
                DecisionId decisionId,
                List<PriceChange> priceChanges,
                String reason,
                Actor actor,
                Instant at) {
            this(campaignId, decisionId, priceChanges, reason, actor, at, Optional.empty(), Optional.empty());
        }
    }

    /** Why a part of an adjustment stays as it is when the adjustment is taken back. */
    enum NotRestored {
        /** Some prices were changed again since, and stay. */
        PRICES_CHANGED_SINCE,
        /** What was sent cannot be called back. */
        PUSH_IS_SENT,
        /** The end was moved again since, and stays. */
        END_MOVED_SINCE,
        /** The end it had before has passed. */
        END_IS_PAST,
        /** Some items were taken out or put in again since, and stay so. */
        ITEMS_CHANGED_SINCE,
        /** The audience was changed again since, and stays. */
        AUDIENCE_CHANGED_SINCE,
        /** Stock that was moved comes back but for what was sold of it since. */
        STOCK_SOLD_MEANWHILE
    }

    record CampaignClosed(CampaignId campaignId, CampaignReport report, Actor actor, Instant at)
            implements CampaignEvent {}

    record CampaignStopped(CampaignId campaignId, String reason, Actor actor, Instant at) implements CampaignEvent {}
}
