package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.util.EnumSet;
import java.util.Optional;

/** A person answers for the plan: another one than who wrote it, for exactly what was seen. */
final class Approval {

    private Approval() {}

    /** What is put to approval, once its decisions are taken. */
    static Optional<Proposal> proposal(Predicting state) {
        Forecast demand = state.forecasts().get(Forecast.DEMAND);
        return demand == null || state.schedule().isEmpty() || state.inventory().isEmpty()
                ? Optional.empty()
                : Optional.of(new Proposal(
                        state.version(),
                        demand,
                        Optional.ofNullable(state.forecasts().get(Forecast.OFFERS)),
                        state.assortment().map(Campaign.Taken::outcome),
                        state.schedule().get().outcome(),
                        state.inventory().get().outcome()));
    }

    static Outcome<CampaignEvent> request(Drafted state, RequestApproval c) {
        return switch (state) {
            case Predicting p ->
                proposal(p)
                        .map(proposal -> Outcome.<CampaignEvent>accepted(new ApprovalRequested(
                                c.campaignId(),
                                p.version().number(),
                                proposal.hash(),
                                c.approver(),
                                c.rule(),
                                c.deadline(),
                                c.actor(),
                                c.at())))
                        .orElseGet(() -> Outcome.refused(
                                new CampaignRefusal.DecisionNotDue("Schedule and stock have not been decided yet.")));
            case AwaitingApproval a -> Outcome.alreadyDone();
            default -> CampaignDecider.wrongPhase("ask for approval", state);
        };
    }

    static Outcome<CampaignEvent> escalate(Drafted state, EscalateApproval c) {
        return switch (state) {
            case AwaitingApproval a when a.escalated() -> Outcome.alreadyDone();
            case AwaitingApproval a
            when c.at().isBefore(a.deadline()) -> Outcome.refused(new CampaignRefusal.NotDue(a.deadline(), c.at()));
            case AwaitingApproval a ->
                Outcome.accepted(
                        new ApprovalEscalated(c.campaignId(), a.proposal().hash(), c.actor(), c.at()));
            // Answered just before the deadline's timer fired.
            default -> Outcome.alreadyDone();
        };
    }

    static Outcome<CampaignEvent> approve(Drafted state, ApprovePlan c) {
        if (state instanceof Approved done
                && done.approver().isSamePersonAs(c.actor())
                && done.proposal().hash().equals(c.proposalHash())) {
            return Outcome.alreadyDone();
        }
        if (!(state instanceof AwaitingApproval waiting)) {
            return CampaignDecider.wrongPhase("be approved", state);
        }
        Refusal refusal = mayAnswer(waiting, c.actor(), c.proposalHash());
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        var end = waiting.proposal().schedule().window().to();
        return c.at().isBefore(end)
                ? Outcome.accepted(new PlanApproved(c.campaignId(), c.proposalHash(), c.actor(), c.at()))
                : Outcome.refused(new CampaignRefusal.TooLate(end, c.at()));
    }

    static Outcome<CampaignEvent> sendBack(Drafted state, SendBackPlan c) {
        if (state instanceof Drafting done
                && !done.comment().isEmpty()
                && done.comment().equals(c.comment())) {
            return Outcome.alreadyDone();
        }
        if (!(state instanceof AwaitingApproval waiting)) {
            return CampaignDecider.wrongPhase("be sent back", state);
        }
        Refusal refusal = mayAnswer(waiting, c.actor(), c.proposalHash());
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        return c.comment() == null || c.comment().isBlank()
                ? Outcome.refused(new CampaignRefusal.CommentMissing())
                : Outcome.accepted(new PlanSentBack(c.campaignId(), c.proposalHash(), c.comment(), c.actor(), c.at()));
    }

    /** Null where this person may answer this proposal. Finance may answer whatever an approver may. */
    private static Refusal mayAnswer(AwaitingApproval waiting, Actor actor, String proposalHash) {
        boolean entitled = actor.is(waiting.approver())
                || actor.is(Role.FINANCE)
                || waiting.escalated() && actor.is(Role.APPROVER);
        if (!entitled) {
            return new CampaignRefusal.RoleMissing(EnumSet.of(waiting.approver(), Role.FINANCE));
        }
        if (waiting.version().author().isSamePersonAs(actor)) {
            return new CampaignRefusal.OwnPlan(actor.name());
        }
        if (waiting.overriders().contains(actor.name())) {
            return new CampaignRefusal.OwnOverride(actor.name());
        }
        String current = waiting.proposal().hash();
        return current.equals(proposalHash) ? null : new CampaignRefusal.StaleApproval(proposalHash, current);
    }
}
